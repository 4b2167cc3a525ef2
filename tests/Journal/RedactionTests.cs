using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Holdpoint.Journal;

namespace Holdpoint.Tests.Journal;

/// <summary>Secrets go, and what a person needs to follow the record stays.</summary>
public sealed class RedactionTests
{
    /// <summary>Each secret holds this, so that one assertion tells whether any of it is left.</summary>
    private const string Secret = "hunter2S3cret";

    [Theory]
    [InlineData("DB_PASSWORD=hunter2S3cret ./run")]
    [InlineData("export API_TOKEN=\"hunter2S3cret\"")]
    [InlineData("export API_TOKEN='hunter2S3cret with spaces hunter2S3cret'")]
    [InlineData("AWS_SECRET_ACCESS_KEY=hunter2S3cret aws s3 ls")]
    [InlineData("SSH_KEY=hunter2S3cret")]
    [InlineData("PGPASSWORD=hunter2S3cret psql")]
    [InlineData("MYSQL_PWD=hunter2S3cret mysql")]
    [InlineData("PASSWORD=pre\"hunter2S3cret\"post'hunter2S3cret' ls")]
    [InlineData("tool --password=hunter2S3cret")]
    [InlineData("tool --password hunter2S3cret")]
    [InlineData("tool --api-key 'hunter2S3cret'")]
    [InlineData("tool --client-secret \"hunter2S3cret\" next")]
    [InlineData("terraform apply -var db_password=hunter2S3cret")]
    [InlineData("terraform apply -var 'db_password=hunter2S3cret'")]
    [InlineData("mysql -uroot -phunter2S3cret shop")]
    [InlineData("mysqldump -p'hunter2S3cret' shop")]
    [InlineData("sshpass -p hunter2S3cret ssh host")]
    [InlineData("redis-cli -a hunter2S3cret FLUSHALL")]
    [InlineData("docker login -u me -p hunter2S3cret")]
    [InlineData("curl -u me:hunter2S3cret https://x")]
    [InlineData("curl --user 'me:hunter2S3cret' https://x")]
    [InlineData("psql postgres://app:hunter2S3cret@db.example/shop")]
    [InlineData("psql 'postgres://app:p@hunter2S3cret@db.example/shop'")]
    [InlineData("git clone https://hunter2S3cretLongToken@github.com/x/y")]
    [InlineData("curl 'https://x/?token=hunter2S3cret&a=b'")]
    [InlineData("curl -H 'Authorization: Bearer hunter2S3cret' https://x")]
    [InlineData("curl -H \"Authorization: Basic hunter2S3cret==\" https://x")]
    [InlineData("curl -H 'X-Api-Key: hunter2S3cret'")]
    [InlineData("curl -H 'Cookie: a=hunter2S3cret; b=hunter2S3cret'")]
    [InlineData("curl -d '{\"user\":\"me\",\"password\":\"hunter2S3cret\"}'")]
    [InlineData("curl -d \"{\\\"password\\\": \\\"hunter2S3cret\\\"}\"")]
    [InlineData("{\"password\": \"hunter2S3cret\", \"query\": \"select 1\"}")]
    [InlineData("psql -c \"ALTER USER app PASSWORD 'hunter2S3cret'\"")]
    [InlineData("mysql -e \"CREATE USER x IDENTIFIED BY 'hunter2S3cret'\"")]
    [InlineData("aws configure set aws_secret_access_key hunter2S3cret")]
    [InlineData("password = \"hunter2S3cret\"")]
    [InlineData("cat <<E > k\n-----BEGIN RSA PRIVATE KEY-----\nhunter2S3cret\n-----END RSA PRIVATE KEY-----\nE")]
    [InlineData("echo '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2S3cret")]
    [InlineData("echo ghp_hunter2S3cret0123456789 | gh auth login")]
    [InlineData("glab --x glpat-hunter2S3cret0123")]
    [InlineData("X=xoxb-1234-hunter2S3cret")]
    [InlineData("run sk-ant-api03-hunter2S3cret")]
    [InlineData("curl https://x/eyJhbGciOi.hunter2S3cret.abc")]
    public void A_secret_is_taken_out(string text) =>
        Assert.DoesNotContain(Secret, Redaction.Redact(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("aws s3 rm s3://bucket AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("echo wJalrXUtnFEMI7K7MDENG3bPxRfiCYEXAMPLEKEY9 > k", "wJalrXUtnFEMI7K7MDENG3bPxRfiCYEXAMPLEKEY9")]
    public void Tokens_go_by_their_looks(string text, string token) =>
        Assert.DoesNotContain(token, Redaction.Redact(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("terraform destroy -auto-approve -target=aws_db_instance.main")]
    [InlineData("git push --force origin 3f2a9c1d4e5b6f708192a3b4c5d6e7f809182736")]
    [InlineData("mkdir -p a/b && tar -pxf x.tar && docker run -p 8080:80 nginx && psql -p5432")]
    [InlineData("kubectl delete secret my-app --namespace shop")]
    [InlineData("aws secretsmanager delete-secret --secret-id shop/db --force-delete-without-recovery")]
    [InlineData("docker login --password-stdin")]
    [InlineData("cat ~/.ssh/id_rsa.pub; PWD=/x; author=me; --token-ttl=3h")]
    [InlineData("rm MyProject-Production-2024-Backup-Volume1.tar.gz")]
    [InlineData("curl https://user@host.example:8080/path?a=b#c")]
    [InlineData("terraform init -backend-config=key=shop/terraform.tfstate")]
    [InlineData("rm -rf \"a b\" 'c d' $'\\n'")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, Redaction.Redact(text));

    [Theory]
    [InlineData("DB_PASSWORD=x rm -rf data", "DB_PASSWORD=[redacted] rm -rf data")]
    [InlineData("psql postgres://app:pw@db/shop -c 'drop table x'", "psql postgres://app:[redacted]@db/shop -c " +
        "'drop table x'")]
    [InlineData("mysql -ppw -e 'drop database x'; tar -pxf y", "mysql -p[redacted] -e 'drop database x'; tar -pxf y")]
    [InlineData("curl -H 'Authorization: Bearer abc' https://x", "curl -H 'Authorization: [redacted]' https://x")]
    [InlineData("{\"password\": \"a\", \"q\": \"drop x\"}", "{\"password\": [redacted], \"q\": \"drop x\"}")]
    public void The_rest_of_the_line_stays(string text, string expected) =>
        Assert.Equal(expected, Redaction.Redact(text));

    [Fact]
    public void It_returns_on_every_text_and_twice_is_once() => Prop.ForAll<string>(text =>
    {
        string once = Redaction.Redact(text ?? "");
        return Redaction.Redact(once).Length <= once.Length + Redaction.Mark.Length;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"")]
    [InlineData("password=")]
    [InlineData("password \"")]
    [InlineData("://a@")]
    [InlineData("-----BEGIN ")]
    [InlineData("\\\"password\\\": \\\"")]
    [InlineData("bearer ")]
    public void Its_time_grows_with_the_text_only(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 400_000 / unit.Length));
        long start = Stopwatch.GetTimestamp();
        Redaction.Redact(text);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2), "400,000 characters took more than " +
            "two seconds");
    }
}

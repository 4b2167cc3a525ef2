git init -q
cat > template.yaml <<'X'
Resources:
  Cluster:
    Type: AWS::RDS::DBCluster
    DeletionPolicy: Delete
    Properties:
      Engine: aurora-postgresql
      DBClusterIdentifier: customers-staging-v2
X
cat > cdk.json <<'X'
{ "app": "node bin/app.js" }
X
git add -A && git commit -q -m template

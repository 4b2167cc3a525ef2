using System.Diagnostics;
using Holdpoint.Tools.Terraform.States;
namespace Holdpoint.Bench;
internal static class Probe
{
    public static void Run()
    {
        byte[] state = GeneratedState.Of(10000);
        double[] m=[1e9,1e9,1e9,1e9,1e9,1e9];
        for (int r = 0; r < 60; r++)
        {
            long t = Stopwatch.GetTimestamp();
            var c = new JsonCursor(state); c.Read(); c.Skip();
            double a = Stopwatch.GetElapsedTime(t).TotalMilliseconds;
            t = Stopwatch.GetTimestamp();
            var d = new JsonCursor(state); int n = 0; while (d.Read()) n++;
            double b = Stopwatch.GetElapsedTime(t).TotalMilliseconds;
            t = Stopwatch.GetTimestamp();
            var u = new System.Text.Json.Utf8JsonReader(state); while (u.Read()) n++;
            double e = Stopwatch.GetElapsedTime(t).TotalMilliseconds;
            t = Stopwatch.GetTimestamp();
            d = new JsonCursor(state); n = 0; var i = new Utf8Interner(); var ar = new AttributeReader(i, new SignCounter(i));
            while (d.Read()) { if (d.TokenType == System.Text.Json.JsonTokenType.PropertyName && d.ValueTextEquals("attributes"u8)) { d.Read(); ar.ReadIfObject(ref d); } }
            double f = Stopwatch.GetElapsedTime(t).TotalMilliseconds;
            t = Stopwatch.GetTimestamp(); StateReader.Read(state); double g = Stopwatch.GetElapsedTime(t).TotalMilliseconds;
            double[] x=[a,b,e,f,g]; for(int k=0;k<5;k++) m[k]=Math.Min(m[k],x[k]);
            if (r % 15 == 14) Console.WriteLine($"skip {m[0]:0.0} read {m[1]:0.0} utf8 {m[2]:0.0} attr {m[3]:0.0} full {m[4]:0.0}");
        }
    }
}

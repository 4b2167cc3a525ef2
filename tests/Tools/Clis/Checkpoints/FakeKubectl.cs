using System.Diagnostics;

namespace Holdpoint.Tests.Tools.Clis.Checkpoints;

/// <summary>A program named kubectl with a cluster in a file: it gives out identities, binds claims to volumes, and
/// lets a disk go where the reclaim policy says so. There is no cluster here.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class FakeKubectl : IDisposable
{
    private const string Script = """
        #!/usr/bin/env python3
        import json, sys, uuid
        FILE = "$STATE/cluster.json"
        KINDS = {"namespace": "Namespace", "namespaces": "Namespace", "configmaps": "ConfigMap", "secrets": "Secret",
                 "persistentvolumeclaims": "PersistentVolumeClaim", "persistentvolumeclaim": "PersistentVolumeClaim",
                 "pvc": "PersistentVolumeClaim", "persistentvolume": "PersistentVolume", "pv": "PersistentVolume",
                 "persistentvolumes": "PersistentVolume", "deployments": "Deployment", "pods": "Pod",
                 "deployments.apps": "Deployment", "events": "Event"}
        CLUSTER = ("Namespace", "PersistentVolume")
        def fail(text):
            sys.stderr.write(text + "\n"); sys.exit(1)
        def key(o):
            m = o["metadata"]; return o["kind"], m.get("namespace", "") if o["kind"] not in CLUSTER else "", m["name"]
        state = json.load(open(FILE))
        def find(kind, space, name):
            return next((o for o in state["objects"] if key(o) == (kind, space, name)), None)
        def merge(old, new):
            for k, v in new.items():
                if v is None: old.pop(k, None)
                elif isinstance(v, dict) and isinstance(old.get(k), dict): merge(old[k], v)
                else: old[k] = v
        words = sys.argv[1:]
        open("$STATE/asked", "a").write(" ".join(words) + "\n")
        opts, plain, i = {}, [], 0
        while i < len(words):
            w = words[i]
            if w.startswith("--") and "=" in w: opts[w.split("=", 1)[0]] = w.split("=", 1)[1]
            elif w in ("--ignore-not-found", "--all"): opts[w] = ""
            elif w.startswith("-"): opts[{"-n": "--namespace"}.get(w, w)] = words[i + 1]; i += 1
            else: plain.append(w)
            i += 1
        space = opts.get("--namespace", "default")
        def load():
            text = sys.stdin.read() if opts["--filename"] == "-" else open(opts["--filename"]).read()
            return json.loads(text)["items"]
        def release(claim):
            volume = find("PersistentVolume", "", claim["spec"].get("volumeName", ""))
            if volume is None: return
            if volume["spec"]["persistentVolumeReclaimPolicy"] == "Delete":
                state["objects"].remove(volume); state["disks"].pop(volume["metadata"]["name"], None)
            else: volume["status"] = {"phase": "Released"}
        def drop(o):
            state["objects"].remove(o)
            if o["kind"] == "PersistentVolumeClaim": release(o)
            if o["kind"] == "PersistentVolume" and o["spec"]["persistentVolumeReclaimPolicy"] == "Delete":
                state["disks"].pop(o["metadata"]["name"], None)
        def bind(o):
            volume = find("PersistentVolume", "", o["spec"].get("volumeName", ""))
            claim = volume and volume["spec"].get("claimRef", {})
            fits = volume and claim.get("name") == o["metadata"]["name"] \
                and claim.get("uid", o["metadata"]["uid"]) == o["metadata"]["uid"]
            o["status"] = {"phase": "Bound" if fits else "Lost", "capacity": {"storage": "10Gi"}}
            if fits: claim["uid"] = o["metadata"]["uid"]; volume["status"] = {"phase": "Bound"}
        def apply(items):
            for o in items:
                if o["kind"] not in KINDS.values(): fail('error: no matches for kind "%s" in version "v1"' % o["kind"])
                k = key(o)
                if k[1] and not find("Namespace", "", k[1]):
                    fail('Error from server (NotFound): namespaces "%s" not found' % k[1])
                old = find(*k)
                if old is None:
                    o["metadata"]["uid"] = str(uuid.uuid4()); old = o; state["objects"].append(o)
                else: merge(old, o)
                old["metadata"]["resourceVersion"] = str(uuid.uuid4())
                if o["kind"] == "PersistentVolumeClaim": bind(old)
                ref = old["spec"].get("claimRef") if o["kind"] == "PersistentVolume" else None
                if ref and find("PersistentVolumeClaim", ref["namespace"], ref["name"]):
                    old["status"] = {"phase": "Bound"}
        verb = plain[0]
        if verb == "api-resources":
            print("configmaps\nsecrets\npersistentvolumeclaims\npods\ndeployments.apps\nevents")
        elif verb == "get":
            if "--filename" in opts: found = [f for f in (find(*key(o)) for o in load()) if f]
            else:
                kinds = [KINDS[k] for k in plain[1].split(",") if k in KINDS]
                found = [o for o in state["objects"]
                         if o["kind"] in kinds and (o["kind"] in CLUSTER or key(o)[1] == space)]
                for name in plain[2:]:
                    if not any(key(o)[2] == name for o in found):
                        fail('Error from server (NotFound): %s "%s" not found' % (plain[1], name))
                found = [o for o in found if not plain[2:] or key(o)[2] in plain[2:]]
            if opts.get("--output") == "name":
                print("\n".join(".".join([o["kind"].lower()] + o["apiVersion"].split("/")[:-1]) + "/" + key(o)[2]
                                for o in found))
            elif len(found) == 1 and (len(plain) == 3 or "--filename" in opts): print(json.dumps(found[0]))
            elif found or "--ignore-not-found" not in opts:
                print(json.dumps({"apiVersion": "v1", "kind": "List", "items": found}))
        elif verb == "apply":
            apply(load())
            if "--dry-run" in opts: sys.exit(0)
        elif verb == "patch":
            merge(find(KINDS[plain[1]], "", plain[2]), json.loads(opts["--patch"]))
        elif verb == "delete":
            for name in plain[2:]:
                o = find(KINDS[plain[1]], "" if KINDS[plain[1]] in CLUSTER else space, name)
                if o is None: fail('Error from server (NotFound): %s "%s" not found' % (plain[1], name))
                drop(o)
                if o["kind"] == "Namespace":
                    for inside in [x for x in state["objects"] if key(x)[1] == name]: drop(inside)
        elif verb == "dump":
            for o in sorted(state["objects"], key=key):
                spec = json.loads(json.dumps(o.get("spec", {}))); spec.pop("persistentVolumeReclaimPolicy", None)
                spec.get("claimRef", {}).pop("uid", None)
                print(key(o), json.dumps(spec, sort_keys=True), o.get("data"), o.get("status"))
            print(sorted(state["disks"].items()))
        else: fail('error: unknown command "%s"' % verb)
        json.dump(state, open(FILE, "w"))
        """;

    private const string Start = """
        {"objects": [
          {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "uid": "u1", "labels": {"team": "a"}}},
          {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings", "namespace": "shop", "uid": "u2",
            "resourceVersion": "7", "managedFields": [{"manager": "kubectl"}]}, "data": {"color": "green"}},
          {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "key", "namespace": "shop", "uid": "u3"},
            "data": {"k": "c2VjcmV0"}},
          {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop", "uid": "u4"},
            "spec": {"replicas": 2}},
          {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "db", "namespace": "shop",
            "uid": "u6", "annotations": {"pv.kubernetes.io/bind-completed": "yes"}}, "spec": {"volumeName": "pv-1"},
            "status": {"phase": "Bound", "capacity": {"storage": "10Gi"}}},
          {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "pv-1", "uid": "u7"},
            "spec": {"persistentVolumeReclaimPolicy": "Delete",
              "claimRef": {"namespace": "shop", "name": "db", "uid": "u6"}}, "status": {"phase": "Bound"}}],
         "disks": {"pv-1": "rows"}}
        """;

    private readonly string _folder = Path.Join(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "holdpoint-test-scenes",
        "kubectl-" + Guid.NewGuid().ToString("n")[..8]);

    public FakeKubectl()
    {
        Directory.CreateDirectory(Bin);
        File.WriteAllText(Path.Join(_folder, "cluster.json"), Start);
        File.WriteAllText(Path.Join(Bin, "kubectl"), Script.Replace("$STATE", _folder, StringComparison.Ordinal));
        File.SetUnixFileMode(Path.Join(Bin, "kubectl"), (UnixFileMode)0x1ED);
    }

    public string Bin => Path.Join(_folder, "bin");

    /// <summary>What it was asked, in order.</summary>
    public string[] Asked => File.ReadAllLines(Path.Join(_folder, "asked"));

    /// <summary>All objects, and what the disks hold; which policy a volume has aside.</summary>
    public string Everything() => Run("dump");

    public string Run(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(Path.Join(Bin, "kubectl"), words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("kubectl did not start");
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

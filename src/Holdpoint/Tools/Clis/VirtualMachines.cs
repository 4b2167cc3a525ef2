using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs that run virtual machines and system containers.</summary>
internal static class VirtualMachines
{
    private static readonly Recovery Disk = new Recovery.Never("what its disks hold is kept nowhere else");

    private static readonly Recovery Defined = new Recovery.FromSource("its definition makes it again; its disks stay");

    private static readonly Recovery Stopped = new Recovery.Trivial("it is started again");

    public static ImmutableArray<string> Names =>
    [
        "virsh", "VBoxManage", "multipass", "vagrant", "lxc", "incus", "lxc-destroy", "limactl", "colima", "orb",
            "prlctl",
        "vmrun", "qm", "pct", "tart", "qemu-img", "virt-sparsify", "xe", "govc",
    ];

    public static Cli? Find(string name) => name switch
    {
        "virsh" => Virsh,
        "VBoxManage" or "vboxmanage" => VirtualBox,
        "multipass" => Multipass,
        "vagrant" => Vagrant,
        "lxc" or "incus" => Lxd(name),
        "lxc-destroy" => Made(name, "n name P lxcpath", Destroys("", "vm", "destroys the container {-n|--name}", Disk)),
        "limactl" or "colima" or "orb" or "orbctl" or "tart" or "prlctl" or "vmrun" => Desktop(name),
        "qm" or "pct" => Proxmox(name),
        "qemu-img" => Image,
        "xe" or "govc" => Hosts(name),
        _ => null,
    };

    /// <summary>Machines of a hypervisor on this machine, where nothing names another.</summary>
    private static Cli Made(string id, string valued, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = $"{id}: virtual machines and their disks",
        Target = "machines",
        Valued = valued,
        Default = new Sign(SignKind.Host, "localhost", "this machine"),
        Rules = rules,
    };

    private static Cli Virsh => Made(
        "virsh", "c connect d debug l log pool vol file domain snapshotname storage network",
        Destroys("undefine --remove-all-storage|--storage|--wipe-storage", "vm.disk",
            "removes the machine {} and its disks",
            Disk),
        Destroys("undefine", "vm", "removes the definition of the machine {}",
            new Recovery.Unknown("virsh dumpxml would have kept it; its disks stay")) with
        {
            Safer = "virsh dumpxml NAME > NAME.xml keeps the definition",
        },
        Destroys("vol-delete|vol-wipe", "vm.disk", "deletes the disk {}", Disk),
        Destroys("pool-delete", "vm.pool", "deletes the pool {}", Disk),
        Destroys("snapshot-delete|checkpoint-delete", "vm.snapshot", "deletes the snapshot {}",
            new Recovery.Never("a snapshot was the way back")),
        Destroys("snapshot-revert", "vm.disk", "takes {} back to a snapshot",
            new Recovery.Never("what came after the snapshot goes")),
        Destroys("managedsave-remove", "vm", "forgets the saved memory of {}", new Recovery.Never("it was kept there")),
        Destroys("net-undefine|pool-undefine|secret-undefine|nwfilter-undefine", "vm.definition", "removes {}",
            Defined),
        Modifies("destroy|shutdown|reboot|reset|net-destroy|pool-destroy", "vm", "stops {}", Stopped)) with
    {
        Sources = [new("connection", SignKind.Url, "c connect", "LIBVIRT_DEFAULT_URI VIRSH_DEFAULT_CONNECT_URI")],
    };

    private static Cli VirtualBox => Made(
        "VBoxManage", "type name format size",
        Destroys("unregistervm --delete|--delete-all|-delete", "vm.disk", "removes the machine {} and its disks", Disk),
        Destroys("unregistervm", "vm", "forgets the machine {}", Defined),
        Destroys("closemedium **  --delete", "vm.disk", "deletes the disk {}", Disk),
        Destroys("snapshot * delete", "vm.snapshot", "deletes the snapshot {} of {1}",
            new Recovery.Never("a snapshot was the way back")),
        Destroys("snapshot * restore|restorecurrent", "vm.disk", "takes {1} back to a snapshot",
            new Recovery.Never("what came after the snapshot goes")),
        Modifies("controlvm * poweroff|reset|savestate|acpipowerbutton", "vm", "stops {1}", Stopped)) with
    {
        OneDash = true,
    };

    private static Cli Multipass => Made(
        "multipass", "n name c cpus d disk m memory",
        Destroys("delete -p|--purge", "vm", "deletes the machines {} for good", Disk),
        Destroys("delete", "vm", "deletes the machines {}", new Recovery.Window(1, "multipass recover, until a purge")),
        Destroys("purge", "vm", "deletes for good what was deleted before", Disk),
        Destroys("restore -d|--destructive", "vm.disk", "takes {} back to a snapshot",
            new Recovery.Never("what came after the snapshot goes")),
        Modifies("stop|restart|suspend", "vm", "stops {}", Stopped));

    private static Cli Vagrant => Made(
        "vagrant", "provider machine-readable",
        Destroys("destroy", "vm", "destroys the machines {} and what they hold",
            new Recovery.FromSource("vagrant up makes them again from the Vagrantfile; what was written inside is "
                + "gone")),
        Destroys("snapshot delete", "vm.snapshot", "deletes the snapshot {}",
            new Recovery.Never("a snapshot was the way back")),
        Modifies("snapshot restore|pop", "vm.disk", "takes the machine back to a snapshot",
            new Recovery.Trivial("vagrant up makes it again")),
        Destroys("box remove|prune", "vm.image", "removes the box {}",
            new Recovery.FromSource("it is downloaded again")),
        Modifies("halt|suspend|reload", "vm", "stops {}", Stopped));

    private static Cli Lxd(string name) => Made(
        name, "c config s storage p profile n network t type target project remote",
        Destroys("delete|rm", "vm", "deletes the instances {} and what they hold", Disk),
        Destroys("storage volume delete|rm", "vm.disk", "deletes the volume {}", Disk),
        Destroys("storage delete|rm", "vm.pool", "deletes the pool {}", Disk),
        Destroys("snapshot delete|rm", "vm.snapshot", "deletes the snapshot {}",
            new Recovery.Never("a snapshot was the way back")),
        Destroys("restore|rebuild", "vm.disk", "takes {} back to a snapshot or an image",
            new Recovery.Never("what came after it goes")),
        Destroys("snapshot restore", "vm.disk", "takes {} back to a snapshot",
            new Recovery.Never("what came after it goes")),
        Destroys("cluster remove|rm", "vm.node", "takes {} out of the cluster",
            new Recovery.Unknown("what it holds may go with it")),
        Destroys("project delete|rm", "vm.project", "deletes the project {}", Defined),
        Destroys("image delete|rm", "vm.image", "deletes the images {}", new Recovery.FromSource("they are copied "
            + "again")),
        Destroys("profile|network|alias delete|rm", "vm.definition", "deletes {}", Defined),
        Modifies("stop|restart|pause", "vm", "stops {}", Stopped)) with
    {
        Sources = [new("project", SignKind.Name, "project", "LXD_PROJECT INCUS_PROJECT"),
            new("remote", SignKind.Host, "remote", "INCUS_REMOTE LXD_REMOTE")],
    };

    private static Cli Desktop(string name) => Made(
        name, "",
        Destroys("deleteVM|deleteSnapshot * ", "vm", "deletes {1}", Disk),
        Destroys("delete|rm|reset|factory-reset|unregister|prune", "vm", "deletes the machine {} and what it holds",
            Disk),
        Destroys("disk delete|rm", "vm.disk", "deletes the disk {}", Disk),
        Destroys("snapshot-delete|snapshot-switch|revertToSnapshot", "vm.snapshot", "changes the snapshots of {}",
            Disk),
        Modifies("stop|restart|suspend", "vm", "stops {}", Stopped));

    private static Cli Proxmox(string name) => Made(
        name, "",
        Destroys("destroy", "vm", "destroys the machine {} and its disks", Disk),
        Destroys("delsnapshot", "vm.snapshot", "deletes a snapshot of {}", new Recovery.Never("it was the way back")),
        Destroys("rollback", "vm.disk", "takes {} back to a snapshot", new Recovery.Never("what came after it goes")),
        Destroys("unlink --force", "vm.disk", "removes disks of {}", Disk),
        Modifies("stop|shutdown|reset|reboot", "vm", "stops {}", Stopped));

    private static Cli Image => Made(
        "qemu-img", "f l U o",
        Destroys("snapshot -d", "vm.snapshot", "deletes a snapshot of {}", new Recovery.Never("it was the way back")),
        Destroys("snapshot -a", "vm.disk", "takes {} back to a snapshot", new Recovery.Never("what came after it "
            + "goes")),
        Destroys("resize --shrink", "vm.disk", "cuts the disk {}", Disk),
        Destroys("commit", "vm.disk", "writes {} into its backing file",
            new Recovery.Unknown("the backing file's former content goes")));

    private static Cli Hosts(string name) => Made(
        name, "u k dc ds vm host dc.folder pool uuid",
        Destroys("vm-destroy|vdi-destroy|sr-destroy|sr-forget|vm-uninstall|snapshot-destroy", "vm",
            "destroys {}{--uuid}",
            Disk),
        Destroys("vm.destroy|object.destroy|datastore.rm|snapshot.remove|pool.destroy|datastore.remove|cluster.destroy",
            "vm", "destroys {}", Disk),
        Modifies("vm.power", "vm", "stops or starts {}", Stopped)) with
    {
        OneDash = true,
        Default = null,
        Sources = [new("url", SignKind.Url, "u", "GOVC_URL GOVMOMI_URL")],
    };
}

using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>A value of <c>-target</c> or <c>-exclude</c>: a module, a resource or one instance.</summary>
internal sealed class TargetAddress
{
    private readonly string _address;
    private readonly bool _isModule;

    private TargetAddress(string address, bool isModule) => (_address, _isModule) = (address, isModule);

    /// <summary>Reads the text as written on the command line; what is no address contains nothing.</summary>
    public static TargetAddress Parse(string text)
    {
        string address = text.Trim().Replace("['", "[\"", StringComparison.Ordinal).Replace("']", "\"]",
            StringComparison.Ordinal);
        string[] steps = Addresses.WithoutKeys(address).Split('.');
        bool isModule = steps.Length % 2 == 0;
        for (int i = 0; i < steps.Length && isModule; i += 2)
        {
            isModule = steps[i] is "module";
        }

        return new TargetAddress(address, isModule);
    }

    /// <summary>Whether the instance is in it: a module holds its resources, and without its key all its instances;
    /// so does a resource. A key that is missing in the middle is missing.</summary>
    public bool Contains(StateInstance instance)
    {
        if (!_isModule)
        {
            return instance.Address == _address || (instance.Key is not null
                && instance.Address.Length == _address.Length + instance.Key.Length + 2
                && instance.Address.StartsWith(_address, StringComparison.Ordinal));
        }

        return instance.Module is { } module && module.StartsWith(_address, StringComparison.Ordinal)
            && (module.Length == _address.Length || module[_address.Length] is '.'
                || (module[_address.Length] is '[' && !_address.EndsWith(']')));
    }
}

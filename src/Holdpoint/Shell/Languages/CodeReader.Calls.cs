using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Calls: their arguments, what they mean where another spelling is common, and where they lead.</summary>
internal sealed partial class CodeReader
{
    /// <summary>A call with its arguments in parentheses.</summary>
    /// <param name="owner">The variable at the chain's start.</param>
    private CodeValue WithArguments(string path, string name, CodeValue? receiver, string owner)
    {
        _i++;
        bool keeps = _keepsForLater;
        _keepsForLater = KeepsForLater(path.Length > 0 ? path : name);
        (ImmutableArray<CodeValue> arguments, ImmutableArray<KeyValuePair<string, CodeValue>> named) = Items(")");
        _keepsForLater = keeps;
        CodeValue value = Make(Call(path, name, receiver, arguments, named));
        Grows(owner, receiver, value);
        return value;
    }

    private static CodeCall Call(
        string path, string name, CodeValue? receiver, ImmutableArray<CodeValue> arguments,
        ImmutableArray<KeyValuePair<string, CodeValue>> named) =>
        new(path.Length > 0 ? path : name.Length > 0 ? name : ".", receiver, arguments, named);

    /// <summary>Tells of a call, and follows it into the code's own functions.</summary>
    private CodeValue Make(CodeCall call)
    {
        // getattr(os, "remove")(x) is os.remove(x).
        if (call is { Path: "getattr", Arguments: [CodeValue.Reference(var on), { Known: { } attribute }, ..] })
        {
            return new CodeValue.Reference(on + "." + attribute);
        }

        // getattr(client, "delete_bucket")(…) is client.delete_bucket(…).
        if (call is { Path: "getattr", Arguments: [var receiver, { Known: { } bound }, ..] })
        {
            return new CodeValue.Bound(receiver, bound);
        }

        // File.method(:delete) is the function itself.
        if (call is { Name: "method", Receiver: null, Arguments: [{ Known: { } named }] } && call.Root.Length > 0
            && _family is Family.Ruby)
        {
            return new CodeValue.Reference(call.Root + "." + named);
        }

        Narrow(call);
        if (Applied(call) is { IsEmpty: false } applied)
        {
            return Apply(call, applied);
        }

        if (call.Name is "send" or "public_send" or "__send__"
            && call.Arguments is [{ Known: { } method }, .. var rest]
            && _family is Family.Ruby)
        {
            call = new CodeCall(call.Root + "." + method, call.Receiver, rest, call.Named);
        }
        else if (call.Path is "call_user_func" or "call_user_func_array"
            && call.Arguments is [{ Known: { } function }, .. var given])
        {
            call = new CodeCall(function, null, given is [CodeValue.List(var all)] ? all : given, call.Named);
        }
        else if (call.Name is "call" or "apply" && call.Receiver is null && call.Root.Length > 0
            && _family is Family.JavaScript
            && call.Arguments is [_, .. var those])
        {
            call = new CodeCall(call.Root, null, those is [CodeValue.List(var spread)] ? spread : those, call.Named);
        }

        foreach (CodeValue argument in call.Arguments)
        {
            if (argument is CodeValue.Reference(var passed) && !KeepsForLater(call.Path)
                && _routines.TryGetValue(passed, out Routine? kept))
            {
                Follow(passed, kept, new CodeCall(passed, null, [], []));
            }
        }

        string own = call.Root is "self" or "this" or "cls" ? call.Name : call.Path;
        if (_family >= Family.Go && !_routines.ContainsKey(own) && !SourceCalls.Knows(_family, call))
        {
            // wiper.run(), Wiper.run(): a function of the program's own.
            own = call.Name;
        }

        return _routines.TryGetValue(own, out Routine? routine) && Follow(own, routine, call) is { } value
            ? value
            : _listener.Called(call) ?? new CodeValue.Returned(call);
    }
}

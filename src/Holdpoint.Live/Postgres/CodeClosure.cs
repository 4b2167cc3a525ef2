using Holdpoint.Tools.Databases.Postgres.Live;

namespace Holdpoint.Live.Postgres;

/// <summary>Keeps of a database's code what some names may lead to: by the words that stand in it, so rather too much
/// than too little. Pure.</summary>
internal static class CodeClosure
{
    /// <summary>Characters of bodies that are kept; beyond, a routine is kept without its body.</summary>
    private const int MaxSource = 4 * 1024 * 1024;

    public static StoredCode Of(Catalogue catalogue, StoredCode code, IReadOnlyList<string> names)
    {
        HashSet<string> words = new(names.Select(Last), StringComparer.OrdinalIgnoreCase);
        HashSet<uint> relations = [], routines = [], wanted = [];
        ILookup<uint, CatalogueDependent> bases = catalogue.Dependents.ToLookup(d => d.Of);
        int source = 0;
        for (bool more = true; more;)
        {
            more = false;
            foreach (CatalogueRelation relation in catalogue.Relations)
            {
                if ((words.Contains(relation.Name) || wanted.Contains(relation.Oid)) && relations.Add(relation.Oid))
                {
                    more = true;
                    Lead(relation.Oid);
                }
            }

            foreach (CatalogueRoutine routine in code.Routines)
            {
                if ((words.Contains(routine.Name) || wanted.Contains(routine.Oid)) && routines.Add(routine.Oid))
                {
                    more = true;
                    source += routine.Source?.Length ?? 0;
                    if (source <= MaxSource)
                    {
                        Learn(routine.Source);
                    }
                }
            }
        }

        int kept = 0;
        return code with
        {
            Routines = [.. code.Routines.Where(r => routines.Contains(r.Oid))
                .Select(r => (kept += r.Source?.Length ?? 0) <= MaxSource ? r : r with { Source = null })],
            Triggers = [.. code.Triggers.Where(t => relations.Contains(t.Relation))],
            Rules = [.. code.Rules.Where(r => relations.Contains(r.Relation))],
            Calls = [.. code.Calls.Where(c => relations.Contains(c.Relation))],
        };

        // What hangs on a relation may be set off by it: what it calls, what refers to it, what it reads.
        void Lead(uint oid)
        {
            wanted.UnionWith(code.Triggers.Where(t => t.Relation == oid).Select(t => t.Routine));
            wanted.UnionWith(code.Calls.Where(c => c.Relation == oid).Select(c => c.Routine));
            wanted.UnionWith(bases[oid].Select(d => d.On));
            wanted.UnionWith(catalogue.Dependents.Where(d => d.On == oid && d.Kind is "child").Select(d => d.Of));
            wanted.UnionWith(catalogue.References.Where(k => k.To == oid && k.OnDelete is not ("a" or "r"))
                .Select(k => k.From));
        }

        void Learn(string? text)
        {
            for (int i = 0; i < text?.Length; i++)
            {
                int start = i;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '$'))
                {
                    i++;
                }

                if (i > start)
                {
                    words.Add(text[start..i]);
                }
            }
        }
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}

using System.Collections.Immutable;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>The accounts of an export under names that double-entry programs take: letters, digits and hyphens, each name once.</summary>
internal sealed class ExportAccounts
{
    private readonly SortedDictionary<string, (string Name, ChartAccount Account)> accounts = new(StringComparer.Ordinal);

    public ExportAccounts(ImmutableArray<ChartAccount> chart, BooksSums sums)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in sums.Closing.Select(balance => balance.Account).Distinct(StringComparer.Ordinal))
        {
            var plain = new string([.. code.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
            var name = char.IsAsciiDigit(plain[0]) || char.IsAsciiLetterUpper(plain[0]) ? plain : $"A{plain}";
            var free = name;
            for (var number = 2; !names.Add(free); number++)
            {
                free = $"{name}-{number}";
            }

            accounts[code] = (free, chart.FirstOrDefault(account => account.Code == code) ?? new ChartAccount(code, code));
        }
    }

    /// <summary>Every account that the export moves, by code.</summary>
    public IEnumerable<(string Code, string Name, ChartAccount Account)> All => accounts.Select(pair => (pair.Key, pair.Value.Name, pair.Value.Account));

    /// <summary>The name under which an account is written.</summary>
    public string NameOf(string code) => accounts[code].Name;

    /// <summary>What an account is.</summary>
    public AccountType TypeOf(string code) => accounts[code].Account.TypeOrByCode();

    /// <summary>The account's own name.</summary>
    public string TitleOf(string code) => accounts[code].Account.Name;
}

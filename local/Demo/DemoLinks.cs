using System.Globalization;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Local.Demo;

/// <summary>Where to look next.</summary>
internal static class DemoLinks
{
    public static void Print(DemoConsole console, Uri address, DemoOptions options, bool sample)
    {
        var at = address.ToString().TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        console.Chapter("Look around");
        console.Say(options switch
        {
            { UsesTables: false } => $"State: {options.Data} (removed by the next demo). 'dotnet run --project local -- --data {options.Database}' serves it again.",
            { Tables: null } => "State: in Azurite's memory, and gone when this program ends. With --tables it is kept in an account of yours.",
            _ => $"State: {BusinessTables.AddressOf(options.Tables)}, and the engines' in {options.Data}. 'dotnet run --project local -- --storage tables --tables CONNECTION --data {options.Database}' serves it again.",
        });
        if (options.Exit)
        {
            return;
        }

        var account = sample ? "northwind-traders" : "ACCOUNT";
        console.Say(string.Create(CultureInfo.InvariantCulture, $$$"""

              OpenAPI       {{{at}}}/api/openapi.json
              all figures   curl -s {{{at}}}/api/v1/operations/metrics
              conservation  curl -s {{{at}}}/api/v1/ingest/conservation
              an invoice    curl -s {{{at}}}/api/v1/invoices/{{{account}}}:{{{SampleMonth.Key}}}
              lanes         curl -s {{{at}}}/api/v1/lanes
              a saga        curl -s '{{{at}}}/runtime/webhooks/durabletask/instances/invoice:{{{account}}}:{{{SampleMonth.Key}}}?showHistory=true'
              an event      curl -i {{{at}}}/usage/cloudevents -H 'content-type: application/cloudevents+json' -d '{"specversion":"1.0","id":"1","source":"curl","type":"acme.api.request","subject":"{{{account}}}","time":"{{{SampleMonth.Later}}}","data":{"region":"us-east","status":200}}'
            """));
    }
}

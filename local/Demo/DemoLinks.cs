using System.Globalization;

namespace RevenueFunctions.Local.Demo;

/// <summary>Where to look next.</summary>
internal static class DemoLinks
{
    public static void Print(DemoConsole console, Uri address, DemoOptions options, bool sample)
    {
        var at = address.ToString().TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        console.Chapter("Look around");
        console.Say($"State: {options.Data} (removed by the next demo). 'dotnet run --project local -- --data {DemoOptions.StatePath(options.Data)}' serves it again.");
        if (options.Exit)
        {
            return;
        }

        var account = sample ? "northwind-traders" : "ACCOUNT";
        console.Say(string.Create(CultureInfo.InvariantCulture, $$$"""

              OpenAPI       {{{at}}}/api/openapi.json
              conservation  curl -s {{{at}}}/api/v1/ingest/conservation
              an invoice    curl -s {{{at}}}/api/v1/invoices/{{{account}}}:{{{SampleMonth.Key}}}
              lanes         curl -s {{{at}}}/api/v1/lanes
              a saga        curl -s '{{{at}}}/runtime/webhooks/durabletask/instances/invoice:{{{account}}}:{{{SampleMonth.Key}}}?showHistory=true'
              an event      curl -i {{{at}}}/usage/cloudevents -H 'content-type: application/cloudevents+json' -d '{"specversion":"1.0","id":"1","source":"curl","type":"acme.api.request","subject":"{{{account}}}","time":"{{{SampleMonth.Later}}}","data":{"region":"us-east","status":200}}'
            """));
    }
}

using RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes in the language itself.</summary>
public static class BicepMistakes
{
    private const string Storage = "infra/storage.bicep";
    private const string Hubs = "infra/eventHubs.bicep";
    private const string Queue = "infra/serviceBus.bicep";
    private const string Site = "infra/functionApp.bicep";
    private const string Fabric = "infra/fabric.bicep";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<FilesParse>("a brace is missing", Queue, "does not parse", Mistake.Replace(Queue, "  properties: {", "  properties:")),
        Mistake.Of<FilesParse>("a variable needs itself", Storage, "needs itself", Mistake.Append(Storage, "var round = '${circle}'\nvar circle = '${round}'\nresource x 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {\n  name: round\n}")),
        Mistake.Of<NamesResolve>("a name that nothing declares", Queue, "'nowhere' is not declared", Mistake.Append(Queue, "output lost string = nowhere")),
        Mistake.Of<NamesResolve>("a function that there is not", Queue, "'toLowerCase' is not a function", Mistake.Append(Queue, "output lost string = toLowerCase(queueName)")),
        Mistake.Of<NamesResolve>("a type that nothing declares", Queue, "the type 'strng'", Mistake.Append(Queue, "output lost strng = queueName")),
        Mistake.Of<NamesResolve>("a name of a loop used outside of it", Storage, "'i' is not declared", Mistake.Append(Storage, "output lost int = i")),
        Mistake.Of<KeysExist>("a key of the abbreviations is misspelt", Fabric, "no key 'webServerFarm'", Mistake.Replace(Fabric, "abbreviations.webServerFarms", "abbreviations.webServerFarm")),
        Mistake.Of<ModuleCallsFit>("a module wants one parameter more", Fabric, "does not pass 'colour'", Mistake.Append(Queue, "param colour string\noutput shown string = colour")),
        Mistake.Of<ModuleCallsFit>("a module is passed what it does not know", Fabric, "no parameter 'nameOfQueue'", Mistake.Replace(Fabric, "    queueName: postingQueueName", "    queueName: postingQueueName\n    nameOfQueue: postingQueueName")),
        Mistake.Of<ModuleCallsFit>("an output is misspelt", Fabric, "no output 'nameOfQueue'", Mistake.Append(Fabric, "output lost string = serviceBus.outputs.nameOfQueue")),
        Mistake.Of<ModuleCallsFit>("a module's file is gone", Fabric, "which is not there", Mistake.Replace(Fabric, "'identity.bicep'", "'identities.bicep'")),
        Mistake.Of<ArgumentsFit>("a value that is not allowed", "infra/main.bicep", "'Sometimes'", Mistake.Replace("infra/main.parameters.json", "${EVENT_HUBS_SKU}", "Sometimes")),
        Mistake.Of<ArgumentsFit>("a number beyond its limit", "infra/main.bicep", "outside of its limits", Mistake.Replace("infra/main.parameters.json", "${USAGE_PARTITIONS}", "${USAGE_PARTITIONS=5000}")),
        Mistake.Of<OutputsFit>("a number declared as a text", Storage, "declared as a string", Mistake.Append(Storage, "output count string = length(dataAccountNames)")),
        Mistake.Of<PropertiesStandApart>("two properties on one line", Queue, "without a comma", Mistake.Replace(Queue, "    requiresSession: true\n", "    requiresSession: true ")),
        Mistake.Of<PropertiesStandApart>("a property set twice", Queue, "'requiresSession' is set twice", Mistake.Replace(Queue, "    requiresSession: true\n", "    requiresSession: true\n    requiresSession: false\n")),
        Mistake.Of<DeclarationsAreUsed>("a variable is left over", Queue, "'leftOver' is declared and never used", Mistake.Append(Queue, "var leftOver = 'x'")),
        Mistake.Of<DeclarationsAreUsed>("a resource is looked up for nothing", Queue, "'unused' is declared and never used", Mistake.Append(Queue, "resource unused 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {\n  name: 'other'\n}")),
        Mistake.Of<ApiVersionsAreAllowed>("another version of an API", Queue, "2022-10-01-preview is not the version chosen", Mistake.Replace(Queue, "namespaces@2024-01-01", "namespaces@2022-10-01-preview")),
        Mistake.Of<ApiVersionsAreAllowed>("a type that nobody chose a version for", Queue, "Microsoft.KeyVault/vaults is not in", Mistake.Append(Queue, "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  name: 'vault'\n}\noutput vaultId string = vault.id")),
        Mistake.Of<ResourceBodiesFit>("a property is misspelt", Queue, "did you mean 'requiresSession'", Mistake.Replace(Queue, "requiresSession: true", "requireSession: true")),
        Mistake.Of<ResourceBodiesFit>("a value that the type does not take", Site, "'properties.globalValidation.unauthenticatedClientAction'", Mistake.Replace(Site, "'Return401'", "'Return301'")),
        Mistake.Of<ResourceBodiesFit>("a required property is missing", "infra/alerts.bicep", "'properties.groupShortName' is missing", Mistake.Replace("infra/alerts.bicep", "    groupShortName: 'fabric'\n", string.Empty)),
        Mistake.Of<ResourceBodiesFit>("a text where a number belongs", Queue, "takes a whole number", Mistake.Replace(Queue, "maxDeliveryCount: 10", "maxDeliveryCount: 'ten'")),
        Mistake.Of<ResourceBodiesFit>("what only Azure may say", Queue, "Azure's to say", Mistake.Replace(Queue, "    requiresSession: true", "    requiresSession: true\n    messageCount: 5")),
        Mistake.Of<ResourceBodiesFit>("a name longer than the type allows", "infra/capture.bicep", "3 to 24 characters", Mistake.Replace(Fabric, "accountName: captureAccountName", "accountName: '${captureAccountName}withanameofmanyletters'")),
        Mistake.Of<LoadedFilesAreThere>("a loaded file is gone", Fabric, "infra/abbreviation.json is not there", Mistake.Replace(Fabric, "abbreviations.json", "abbreviation.json")),
        Mistake.Of<LoadedFilesAreThere>("a loaded file is broken", "infra/workbook.bicep", "does not parse", Mistake.Append("infra/workbook.json", "}")),
        Mistake.Of<ParentsFit>("a parent of the wrong type", Hubs, "whose parent must be", Mistake.Replace(Hubs, "  parent: usage\n", "  parent: namespace\n")),
        Mistake.Of<ParentsFit>("two hubs of one name", Hubs, "is made 2 times", Mistake.Append(Hubs, "resource again 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {\n  parent: namespace\n  name: outboundHubName\n}")),
        Mistake.Of<NamesAreKnownAtStart>("a name made of what Azure gives later", Site, "is known only after", Mistake.Append(Site, "resource late 'Microsoft.Web/serverfarms@2024-11-01' existing = {\n  name: site.properties.defaultHostName\n}\noutput lateId string = late.id")),
    ];
}

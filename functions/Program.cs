using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Functions.Settings;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseFabric();
builder.Services.AddFabric(builder.Configuration);
FabricPlatform.AddTo(builder.Services, builder.Configuration);
using var app = builder.Build();
SettingsCheck.Run(app.Services, builder.Configuration, NeededSettings.Of(builder.Configuration));
await app.Services.GetRequiredService<TaskHub>().ClaimAsync();
await app.RunAsync();

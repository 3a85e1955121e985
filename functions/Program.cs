using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using RevenueFunctions.Functions;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseFabric();
builder.Services.AddFabric(builder.Configuration);
FabricPlatform.AddTo(builder.Services, builder.Configuration);
builder.Build().Run();

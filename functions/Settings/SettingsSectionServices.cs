using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Settings;

/// <summary>Reads options from a section of the settings, so that the start knows what may stand there.</summary>
public static class SettingsSectionServices
{
    /// <summary>Binds the options to the section; what is wrong with them is part of the one message of <see cref="SettingsCheck"/>.</summary>
    public static IServiceCollection AddSection<TOptions>(this IServiceCollection services, IConfiguration configuration, string name)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<TOptions>().Bind(configuration.GetSection(name)).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(SectionOf<TOptions>(name, typeof(TOptions)));
    }

    /// <summary>Binds a dictionary of the options to the section: each name below it is an entry.</summary>
    public static IServiceCollection AddNamedSection<TOptions, TEntry>(
        this IServiceCollection services, IConfiguration configuration, string name, Func<TOptions, IDictionary<string, TEntry>> entries)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<TOptions>().Configure(options => configuration.GetSection(name).Bind(entries(options))).ValidateOnStart();
        return services.AddSingleton(SectionOf<TOptions>(name, typeof(IDictionary<string, TEntry>)));
    }

    private static SettingsSection SectionOf<TOptions>(string name, Type shape)
        where TOptions : class => new(name, typeof(TOptions), shape, provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
}

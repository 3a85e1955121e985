using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A window of time that is rated by itself, terms and all.</summary>
/// <param name="Quantity">Its quantity.</param>
/// <param name="Price">Its price; absent: the request's.</param>
public sealed record PreviewWindow(decimal Quantity, Price? Price = null);

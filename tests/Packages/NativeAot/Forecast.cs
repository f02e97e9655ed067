namespace AotApp;

internal sealed record Forecast(string City, int Degrees);

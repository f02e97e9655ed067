// Runs all properties with random inputs for some minutes, and prints how many inputs were tried. The first failure ends the run with the smallest input.
using System.Diagnostics;
using System.Globalization;
using CsCheck;
using LmStudio.AI.Fuzz;

const int Batch = 500;
double minutes = args is ["--minutes", { } text] && double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? value : 1;

Stopwatch watch = Stopwatch.StartNew();
while (watch.Elapsed.TotalMinutes < minutes)
{
    foreach (FuzzProperty property in FuzzProperties.All)
    {
        try
        {
            property.Run(Batch);
        }
        catch (CsCheckException exception)
        {
            Console.Error.WriteLine($"{property.Name}\n{exception.Message}\n{exception.InnerException}");
            return 1;
        }
    }
}

foreach (FuzzProperty property in FuzzProperties.All)
{
    Console.WriteLine($"{property.Inputs,12:N0}  {property.Name}");
}

Console.WriteLine($"{FuzzProperties.All.Sum(static property => property.Inputs),12:N0}  inputs in {watch.Elapsed.TotalMinutes:F1} minutes, no failure");
return 0;

using System.Text;
using GatewaySample;
using GatewaySample.Demo;

if (OperatingSystem.IsWindows())
{
    // The default code page of Windows consoles lacks many characters that models write.
    Console.OutputEncoding = Encoding.UTF8;
}

switch (args)
{
    case []:
        return await Demonstration.RunAsync(Console.Out, Console.Error, CancellationToken.None);
    case ["serve", .. string[] settings]:
        return await ServeCommand.RunAsync(settings, Console.Out, Console.Error, CancellationToken.None);
    default:
        await Console.Error.WriteLineAsync(
            """
            A gateway in front of several LM Studio servers, which keeps each conversation on the server that stored it.
              dotnet run                        shows it with two emulators
              dotnet run -- serve [settings]    serves until Ctrl+C, with appsettings.json and settings like
                --Urls http://127.0.0.1:8080
                --ReverseProxy:Clusters:lmstudio:Destinations:gpu-1:Address http://gpu-1:1234
                --ConnectionStrings:Redis redis:6379
            """);
        return 1;
}

using Aspire.Hosting.ApplicationModel;

namespace LmStudio.AI;

/// <summary>The address of a server in expressions. The address of an emulator is known when it has started; until then, getting it waits.</summary>
internal sealed class LmStudioAddress : IValueProvider, IManifestExpressionProvider
{
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ValueExpression => _address.Task.IsCompletedSuccessfully ? Format(_address.Task.Result) : "";

    public void Set(Uri address) => _address.TrySetResult(address);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        Uri address = await _address.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

        // In a container, localhost is the container: Aspire provides the host name of this machine.
        IValueProvider url = new HostUrl(Format(address));
        return (await url.GetValueAsync(context, cancellationToken).ConfigureAwait(false))?.TrimEnd('/');
    }

    private static string Format(Uri address) => address.AbsoluteUri.TrimEnd('/');
}

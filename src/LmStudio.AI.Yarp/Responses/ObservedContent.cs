using System.Net;

namespace LmStudio.AI.Yarp;

/// <summary>The body of a server's response, as YARP reads it.</summary>
internal sealed class ObservedContent(HttpContent inner, ResponseObserver observer) : HttpContent
{
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new ObservedStream(await inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), observer);

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Stream content = await CreateContentReadStreamAsync().ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await content.CopyToAsync(stream).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

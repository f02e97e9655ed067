namespace LmStudio.AI.Tests;

public sealed class TranscriptDigestTests
{
    [Fact]
    public void Add_TextsOfEachLength_DifferFromEachOther()
    {
        HashSet<TranscriptDigest> digests = [];

        for (int length = 0; length <= 600; length++)
        {
            // Zeros: only the length tells them apart.
            Assert.True(digests.Add(TranscriptDigest.Empty.Add(1, new byte[length])));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1_100)]
    public void Add_OneByteChangedAnywhere_GivesAnotherDigest(int length)
    {
        byte[] bytes = new byte[length];
        HashSet<TranscriptDigest> digests = [TranscriptDigest.Empty.Add(1, bytes)];

        for (int i = 0; i < length; i++)
        {
            bytes[i] = 1;
            Assert.True(digests.Add(TranscriptDigest.Empty.Add(1, bytes)));
            bytes[i] = 0;
        }
    }

    [Fact]
    public void Add_SameTextsAgain_GivesTheSameDigest() =>
        Assert.Equal(TranscriptDigest.Empty.Add(1, "My name is Ada.").Add(2, "Hello."), TranscriptDigest.Empty.Add(1, "My name is Ada.").Add(2, "Hello."));

    [Fact]
    public void Add_OtherKindOrOrderOrSplit_GivesAnotherDigest()
    {
        TranscriptDigest[] digests =
        [
            TranscriptDigest.Empty.Add(1, "ab").Add(1, "c"),
            TranscriptDigest.Empty.Add(1, "a").Add(1, "bc"),
            TranscriptDigest.Empty.Add(1, "c").Add(1, "ab"),
            TranscriptDigest.Empty.Add(1, "ab").Add(2, "c"),
            TranscriptDigest.Empty.Add(1, "abc"),
            TranscriptDigest.Empty.Add(1, "abc").Add(1, ""),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }
}

namespace LmStudio.AI;

/// <summary>An instance that this process had loaded.</summary>
internal sealed class OwnInstance(string id, string modelKey, LoadSettings asked, LmStudioLoadConfig? applied)
{
    public string Id { get; } = id;

    public string ModelKey { get; } = modelKey;

    /// <summary>Gets what was asked for. Who asks for the same again gets this instance, also if the server did not apply it.</summary>
    public LoadSettings Asked { get; } = asked;

    /// <summary>Gets or sets how many leases share the instance.</summary>
    public int Leases { get; set; }

    /// <summary>Gets or sets a value indicating whether code without a lease uses the instance, so that it stays loaded.</summary>
    public bool IsKept { get; set; }

    /// <summary>
    /// Returns whether an instance of the server's list can be this one. Ids are given again: after the user has unloaded this instance,
    /// a chat or another program may have loaded one of the same id.
    /// </summary>
    public bool CanBe(LmStudioModelInstance listed) =>
        listed.Id == Id

        // What a request asked the server to load stays. Only what a chat loads on demand has a time to live.
        && listed.TimeToLive is null
        && ModelFit.CanBeSame(applied, listed.Config);
}

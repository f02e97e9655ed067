using System.Security.Cryptography;

namespace LmStudio.AI.Emulator;

/// <summary>Stores download jobs. A completed job adds a downloaded model.</summary>
internal sealed class DownloadStore(ModelStore models, EmulatorFaults faults, TimeSpan duration, TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DownloadJob> _jobs = [];

    /// <summary>Updates all downloads.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            foreach (DownloadJob job in _jobs.Values)
            {
                job.Advance(timeProvider.GetUtcNow(), faults);
                if (job.Status is DownloadStatus.Completed)
                {
                    models.Add(job.Model);
                }
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _jobs.Clear();
        }
    }

    public DownloadJob? Find(string jobId)
    {
        lock (_gate)
        {
            return _jobs.GetValueOrDefault(jobId);
        }
    }

    /// <summary>Starts a download, or joins the one in progress for the same model.</summary>
    public DownloadJob StartOrJoin(EmulatorModel model)
    {
        lock (_gate)
        {
            if (_jobs.Values.FirstOrDefault(job => job.Model.Key == model.Key && job.Status is DownloadStatus.Downloading or DownloadStatus.Paused) is { } running)
            {
                return running;
            }

            string id = "job_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
            return _jobs[id] = new(id, model, duration, timeProvider.GetUtcNow());
        }
    }
}

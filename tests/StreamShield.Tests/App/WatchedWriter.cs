using System.Text;

namespace StreamShield.Tests.App;

/// <summary>Collects what a command writes and lets a test wait for a line. Any thread may write.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Part, TaskCompletionSource<string> Found)> _waiting = [];
    private int _lineStart;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            _text.Append(value);
            if (value != '\n')
            {
                return;
            }

            var line = _text.ToString(_lineStart, _text.Length - _lineStart).TrimEnd();
            _lineStart = _text.Length;
            foreach (var (_, found) in _waiting.Where(wait => line.Contains(wait.Part, StringComparison.Ordinal)))
            {
                found.TrySetResult(line);
            }
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }

    /// <summary>The first line, past or to come, that contains a text.</summary>
    public Task<string> LineWithAsync(string part)
    {
        lock (_gate)
        {
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((part, found));
            var past = _text.ToString().Split('\n').SkipLast(1).FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal));
            if (past is not null)
            {
                found.TrySetResult(past.TrimEnd());
            }

            return found.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}

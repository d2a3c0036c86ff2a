namespace StreamShield.App.Live;

/// <summary>Status of one output of a live run.</summary>
/// <param name="Name">Name of the output.</param>
/// <param name="On">False while its viewers see the slate because it was switched off.</param>
/// <param name="Trouble">What is wrong with it, in one sentence; empty if nothing is.</param>
internal sealed record OutputStatus(string Name, bool On, string Trouble);

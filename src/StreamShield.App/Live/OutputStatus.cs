namespace StreamShield.App.Live;

/// <summary>One output of a live run.</summary>
/// <param name="Name">What it is.</param>
/// <param name="On">False while its viewers get the slate because it was switched off.</param>
/// <param name="Trouble">What is wrong with it, one sentence, or empty.</param>
internal sealed record OutputStatus(string Name, bool On, string Trouble);

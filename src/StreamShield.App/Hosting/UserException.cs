namespace StreamShield.App.Hosting;

/// <summary>A failure of a command outside the shield itself; the message is one sentence with cause and cure.</summary>
internal class UserException(string sentence, Exception? inner = null) : Exception(sentence, inner);

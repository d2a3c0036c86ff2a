namespace StreamShield.Tests.Contracts;

/// <summary>Names the implementation that a contract's subclass tries.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ImplementationAttribute(Type type) : Attribute
{
    public Type Type => type;

    /// <summary>The implementation that this contract's subclass tries.</summary>
    public static Type Of(object contract) =>
        Attribute.GetCustomAttribute(contract.GetType(), typeof(ImplementationAttribute)) is ImplementationAttribute named ? named.Type : throw new InvalidOperationException($"{contract.GetType().Name} names no implementation.");
}

using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;

namespace StreamShield.Tests.Devices.Cameras;

/// <summary>Locks over a driver that is a table of controls.</summary>
public sealed class CameraLocksTests
{
    private const uint AutoWhiteBalance = 0x0098090C, WhiteBalance = 0x0098091A, AutoExposure = 0x009A0901, Exposure = 0x009A0902;

    private readonly Dictionary<uint, int> _driver = new() { [AutoWhiteBalance] = 1, [WhiteBalance] = 4600, [AutoExposure] = 3, [Exposure] = 250 };

    [Fact]
    public void What_is_locked_keeps_its_value_and_is_released_to_the_automatic()
    {
        var locks = Make();
        Assert.Equal((false, false), (locks.IsExposureLocked, locks.IsWhiteBalanceLocked));
        locks.LockExposure(true);
        locks.LockWhiteBalance(true);
        Assert.Equal((true, true), (locks.IsExposureLocked, locks.IsWhiteBalanceLocked));
        Assert.Equal((250, 4600), (_driver[Exposure], _driver[WhiteBalance]));
        locks.LockExposure(false);
        locks.LockWhiteBalance(false);
        Assert.Equal((3, 1), (_driver[AutoExposure], _driver[AutoWhiteBalance]));
    }

    [Fact]
    public void A_driver_without_them_offers_none_and_one_that_refuses_is_said()
    {
        _driver.Clear();
        Assert.Equal((null, null), (Make().IsExposureLocked, Make().IsWhiteBalanceLocked));
        Assert.Contains("exposure", Assert.Throws<ShieldException>(() => Make().LockExposure(true)).Message, StringComparison.Ordinal);
        Assert.Null(new CameraLocks("/dev/null").IsExposureLocked);
        Assert.Null(new CameraLocks("/no/such/device").IsWhiteBalanceLocked);
    }

    /// <summary>A driver that jumps back to an old value when it is set by hand, as some do.</summary>
    private CameraLocks Make() => new(
        control => _driver.TryGetValue(control, out var value) ? value : null,
        (control, value) =>
        {
            if (!_driver.ContainsKey(control))
            {
                return false;
            }

            _driver[control] = value;
            if (control == AutoExposure && value == 1)
            {
                _driver[Exposure] = 5;
            }

            return true;
        });
}

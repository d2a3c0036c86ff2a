"""The network: a ResNet18 encoder that has seen ImageNet, a branch for what is known of the room, a light decoder.

He et al. 2016, *Deep Residual Learning for Image Recognition*; following one person by the mask of the frame before: Perazzi et al. 2017,
*Learning Video Object Segmentation from Static Images*. Every convolution has a batch norm, the encoder's its own of ImageNet; `fold` puts them
into the convolutions for shipping.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval

FRAMES = {"fine": (256, 144), "fast": (192, 108)}      # width and height of the two sizes' pictures
WIDTH, HEIGHT = FRAMES["fine"]
MEAN = (123.675, 116.28, 103.53)               # of 0..255 RGB
SCALE = (1 / 58.395, 1 / 57.12, 1 / 57.375)
PADDING = (124, 116, 104)                      # letterbox bars: about 0 after normalisation

# The two sizes: `fine` is ResNet18 whole, `fast` has half of its channels.
SIZES = {"fine": dict(), "fast": dict(widths=(32, 32, 64, 128, 256), decoder=(48, 32, 24, 16))}


class QuickReLU(torch.autograd.Function):
    """ReLU whose gradient needs no masked copy: a third quicker on the CPU."""

    @staticmethod
    def forward(context, x):
        y = x.clamp(min=0)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, gradient):
        (y,) = context.saved_tensors
        return gradient * torch.sign(y)


def relu(x):
    """ReLU, the quick one while training."""
    return QuickReLU.apply(x) if torch.is_grad_enabled() and not torch.onnx.is_in_onnx_export() else F.relu(x)


def conv(cin, cout, kernel=3, stride=1, dilation=1):
    """Convolution with a bias (the folded batch norm's)."""
    layer = nn.Conv2d(cin, cout, kernel, stride, dilation * (kernel // 2), dilation)
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
    return layer


class Normed(nn.Module):
    """Convolution and batch norm; after `fold` the convolution alone."""

    def __init__(self, cin, cout, kernel=3, stride=1):
        super().__init__()
        self.conv = conv(cin, cout, kernel, stride)
        self.norm = nn.BatchNorm2d(cout)

    def forward(self, x):
        return self.norm(self.conv(x))


def silent(layer):
    """The layer with zero weights: it changes nothing until training moves it."""
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


class Block(nn.Module):
    """ResNet's basic block: two 3x3 convolutions and a shortcut."""

    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.shortcut = Normed(cin, cout, 1, stride) if stride > 1 or cin != cout else None
        self.a = Normed(cin, cout, 3, stride)
        self.b = Normed(cout, cout)

    def forward(self, x):
        return relu(self.b(relu(self.a(x))) + (x if self.shortcut is None else self.shortcut(x)))


class Context(nn.Module):
    """Adds one vector computed from the mean of the whole feature map to every position."""

    def __init__(self, channels, mid):
        super().__init__()
        self.squeeze = conv(channels, mid, 1)
        self.expand = silent(conv(mid, channels, 1))

    def forward(self, x):
        return relu(x + self.expand(relu(self.squeeze(F.adaptive_avg_pool2d(x, 1)))))


class Fuse(nn.Module):
    """Decoder step: reduce the deep features, double their size, add the projected skip, mix."""

    def __init__(self, cdeep, cskip, cout):
        super().__init__()
        self.deep = Normed(cdeep, cout, 1)
        self.skip = Normed(cskip, cout, 1)
        self.mix = Normed(cout, cout)

    def forward(self, deep, skip, extra=None):
        up = F.interpolate(self.deep(deep), size=tuple(int(n) for n in skip.shape[2:]), mode="bilinear", align_corners=False)
        total = up + self.skip(skip)
        return relu(self.mix(relu(total if extra is None else total + extra)))


class RoomBranch(nn.Module):
    """What differs from the known room, at 1/2: frame, plate, their distance, validity and the prior matte in."""

    def __init__(self, channels):
        super().__init__()
        self.look = Normed(11, channels, 3, 2)
        self.compare = Normed(channels, channels)

    def forward(self, frame, plate, prior):
        known = plate[:, 3:4]
        room = plate[:, :3] * known
        distance = (frame * known - room).abs()
        return relu(self.compare(relu(self.look(torch.cat([frame, room, distance, known, prior], 1)))))


class MatteNet(nn.Module):
    """Frame (normalised RGB, N x 3 x 144 x 256), plate (normalised RGB and validity 0..1, N x 4), prior matte of the streamer (0..1, N x 1)
    -> logits of the streamer's alpha and of everybody's (N x 2 x 144 x 256). Without a prior (all zeros) both mean everybody;
    plate and prior may be all zeros: nothing is known."""

    def __init__(self, widths=(64, 64, 128, 256, 512), decoder=(96, 64, 32, 16), blocks=(2, 2, 2, 2), room=16):
        super().__init__()
        c1, c2, c3, c4, c5 = widths
        d4, d3, d2, d1 = decoder
        self.stem = Normed(3, c1, 7, 2)                                                   # 1/2
        self.room = RoomBranch(room)                                                      # 1/2
        self.join = silent(conv(room, c1, 3, 2))                                          # 1/4
        self.stages = nn.ModuleList()
        for number, count in enumerate(blocks):                                           # 1/4, 1/8, 1/16, 1/32
            cin, cout = widths[number], widths[number + 1]
            first = Block(cin, cout, 1 if number == 0 else 2)
            self.stages.append(nn.Sequential(first, *[Block(cout, cout) for _ in range(count - 1)]))
        self.context = Context(c5, 64)
        self.up4 = Fuse(c5, c4, d4)
        self.up3 = Fuse(d4, c3, d3)
        self.up2 = Fuse(d3, c2, d2)
        self.late = Normed(room, d1, 1)                    # what the room branch says of fine edges
        self.up1 = Fuse(d2, c1, d1)
        self.head = nn.ConvTranspose2d(d1, 2, 2, 2)        # each half-size position paints its own 2x2 pixels
        self.coarse_head = nn.Conv2d(d3, 2, 1)             # 1/8, only for the training loss

    def forward(self, frame, plate, prior, with_coarse=False):
        f1, room = relu(self.stem(frame)), self.room(frame, plate, prior)
        f2 = self.stages[0](F.max_pool2d(f1, 3, 2, 1) + self.join(room))
        f3 = self.stages[1](f2)
        f4 = self.stages[2](f3)
        f5 = self.context(self.stages[3](f4))
        d3 = self.up3(self.up4(f5, f4), f3)
        logits = self.head(self.up1(self.up2(d3, f2), f1, self.late(room)))
        return (logits, self.coarse_head(d3)) if with_coarse else logits


class ExportNet(nn.Module):
    """What is shipped: the network followed by a sigmoid; channel 0 is the streamer's alpha, channel 1 everybody's."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame, plate, prior):
        return torch.sigmoid(self.net(frame, plate, prior))


def fold(net):
    """Puts every batch norm into its convolution, in place: what is shipped, and quicker to train further."""
    net.eval()
    for module in net.modules():
        if isinstance(module, Normed) and isinstance(module.norm, nn.BatchNorm2d):
            module.conv, module.norm = fuse_conv_bn_eval(module.conv, module.norm), nn.Identity()
    return net


def shaped_like(size, state):
    """A network of the named size for a checkpoint's values: folded when they hold no running means."""
    net = MatteNet(**SIZES[size])
    return net if any(name.endswith("running_mean") for name in state) else fold(net)


def parameter_count(net):
    """Number of trainable values."""
    return sum(p.numel() for p in net.parameters())

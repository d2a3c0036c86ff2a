"""A smaller network out of a larger one: the channels that say most are kept, and every convolution is fitted to what the larger one computes.

Channels: pivoted QR on what they hold (Golub 1965), weighted by what leaves them. Weights: least squares on the small network's own inputs, one layer
after the other (He, Zhang and Sun 2017, *Channel Pruning for Accelerating Very Deep Neural Networks*). What is lost is for training to bring back.
"""
import numpy as np
import scipy.linalg
import torch
import torch.nn.functional as F

import feeding
import network

SAMPLES = 96
SEED = 31
POSITIONS = 60000        # places at which a convolution is fitted
RIDGE = 1e-3             # of the inputs' mean power


def watch(net, inputs, modules):
    """Module -> (what goes in, what comes out) in one run over the inputs."""
    seen = {}
    hooks = [m.register_forward_hook(lambda m, given, out: seen.__setitem__(m, (given[0], out))) for m in modules]
    net(*inputs, with_coarse=True)
    for hook in hooks:
        hook.remove()
    return seen


def most_telling(values, leaving, count):
    """Indices of the channels from which the others follow best. `values`: N x C x H x W; `leaving`: weights of the convolutions that read them."""
    strength = sum(w.pow(2).sum((0, 2, 3)) for w in leaving).sqrt()
    flat = (values * strength[None, :, None, None]).permute(0, 2, 3, 1).flatten(0, 2)
    flat = flat[:: max(1, len(flat) // 20000)]
    order = scipy.linalg.qr((flat - flat.mean(0)).numpy(), mode="r", pivoting=True)[1]
    return torch.from_numpy(np.sort(order[:count]).astype(np.int64))


def fit(layer, given, target):
    """Puts into `layer` the weights and bias whose output on `given` is nearest to `target`."""
    columns = F.unfold(given[:1], layer.kernel_size, layer.dilation, layer.padding, layer.stride).shape[2]
    generator = torch.Generator().manual_seed(1)
    each = min(columns, POSITIONS // len(given))
    size = layer.weight[0].numel() + 1
    gram, wanted = torch.zeros(size, size, dtype=torch.float64), torch.zeros(size, len(layer.weight), dtype=torch.float64)
    for picture, goal in zip(given, target):
        at = torch.randperm(columns, generator=generator)[:each]
        x = F.unfold(picture[None], layer.kernel_size, layer.dilation, layer.padding, layer.stride)[0][:, at].double()
        x = torch.cat([x, torch.ones(1, x.shape[1], dtype=torch.float64)])
        gram += x @ x.T
        wanted += x @ goal.flatten(1)[:, at].T.double()
    ridge = torch.full((size,), RIDGE * float(gram.diagonal()[:-1].mean()), dtype=torch.float64)
    ridge[-1] = 0
    solved = torch.linalg.solve(gram + torch.diag(ridge), wanted).T.float()
    layer.weight.copy_(solved[:, :-1].reshape(layer.weight.shape))
    layer.bias.copy_(solved[:, -1])


class Pruner:
    """Fits the small network to the large one, from the frame to the heads."""

    def __init__(self, large, small, inputs):
        self.large, self.small, self.inputs = large, small.eval(), inputs
        self.seen = watch(large, inputs, list(large.modules()))

    def out(self, module, relu=False):
        """What the large network's module gives."""
        value = self.seen[module][1]
        return value.clamp(min=0) if relu else value

    def given(self, module):
        """What goes into the small network's module now."""
        return watch(self.small, self.inputs, [module])[module][0]

    def normed(self, small, large, kept):
        """One folded convolution, fitted to the kept channels."""
        fit(small.conv, self.given(small.conv), self.out(large)[:, kept])

    def block(self, small, large, kept):
        """One residual block: the second convolution makes up for what the shortcut lost."""
        inner = most_telling(self.out(large.a, relu=True), [large.b.conv.weight], len(small.a.conv.weight))
        self.normed(small.a, large.a, inner)
        if small.shortcut is not None:
            self.normed(small.shortcut, large.shortcut, kept)
        mine = self.given(small)
        beside = mine if small.shortcut is None else small.shortcut(mine)
        whole = self.out(large.b) + (self.seen[large][0] if large.shortcut is None else self.out(large.shortcut))
        fit(small.b.conv, self.given(small.b.conv), whole[:, kept] - beside)

    def fuse(self, small, large, leaving):
        """One decoder step."""
        kept = most_telling(self.seen[large.mix][0], [large.mix.conv.weight], len(small.mix.conv.weight[0]))
        self.normed(small.deep, large.deep, kept)
        self.normed(small.skip, large.skip, kept)
        after = most_telling(self.out(large.mix, relu=True), leaving, len(small.mix.conv.weight))
        self.normed(small.mix, large.mix, after)
        return kept

    def run(self):
        """All of it, in the order in which a frame passes."""
        small, large = self.small, self.large
        for layer, theirs in ((small.room.look, large.room.look), (small.room.compare, large.room.compare)):
            kept = most_telling(self.out(theirs, relu=True), [large.room.compare.conv.weight if theirs is large.room.look else large.late.conv.weight],
                                len(layer.conv.weight))
            self.normed(layer, theirs, kept)
        first = [large.stages[0][0].a.conv.weight, large.stages[1][0].a.conv.weight]
        kept = most_telling(self.out(large.stages[0]), first, len(small.stem.conv.weight))
        self.normed(small.stem, large.stem, kept)
        fit(small.join, self.given(small.join), self.out(large.join)[:, kept])
        for number, (stage, theirs) in enumerate(zip(small.stages, large.stages)):
            if number:
                leaving = [large.stages[number + 1][0].a.conv.weight] if number < 3 else [large.up4.deep.conv.weight]
                kept = most_telling(self.out(theirs), leaving, len(stage[0].b.conv.weight))
            for block, whole in zip(stage, theirs):
                self.block(block, whole, kept)
        vector = most_telling(self.out(large.context.squeeze, relu=True), [large.context.expand.weight], len(small.context.squeeze.weight))
        fit(small.context.squeeze, self.given(small.context.squeeze), self.out(large.context.squeeze)[:, vector])
        fit(small.context.expand, self.given(small.context.expand), self.out(large.context.expand)[:, kept])
        self.fuse(small.up4, large.up4, [large.up3.deep.conv.weight])
        self.fuse(small.up3, large.up3, [large.up2.deep.conv.weight, large.coarse_head.weight])
        self.fuse(small.up2, large.up2, [large.up1.deep.conv.weight])
        kept = self.fuse(small.up1, large.up1, [large.head.weight.permute(1, 0, 2, 3)])
        self.normed(small.late, large.late, kept)
        self.heads()

    def heads(self):
        """The last layers: of a transposed convolution with stride 2 every half-size place is a product of its own."""
        small, large = self.small, self.large
        fit(small.coarse_head, self.given(small.coarse_head), self.out(large.coarse_head))
        given, goal = self.given(small.head), F.pixel_unshuffle(self.out(large.head), 2)
        flat = torch.nn.Conv2d(given.shape[1], 8, 1)
        fit(flat, given, goal)
        small.head.weight.copy_(flat.weight.reshape(2, 2, 2, -1).permute(3, 0, 1, 2))
        small.head.bias.copy_(flat.bias.reshape(2, 4).mean(1))


def unfold(net, inputs):
    """Gives every convolution a batch norm that changes nothing (in place): without them only small rates of learning are stable."""
    seen = watch(net, inputs, [m.conv for m in net.modules() if isinstance(m, network.Normed)])
    for module in [m for m in net.modules() if isinstance(m, network.Normed)]:
        values = seen[module.conv][1]
        module.norm = torch.nn.BatchNorm2d(values.shape[1])
        variance, mean = torch.var_mean(values, (0, 2, 3))
        for target, value in zip((module.norm.running_mean, module.norm.running_var, module.norm.bias, module.norm.weight),
                                 (mean, variance, mean, (variance + module.norm.eps).sqrt())):
            target.copy_(value)
    return net


@torch.no_grad()
def prune(large, size, cache):
    """A network of the named size, with batch norms, that does nearly what `large` does."""
    small, inputs = network.fold(network.MatteNet(**network.SIZES[size])), next(feeding.fixed_inputs(cache, network.FRAMES[size], SAMPLES, SEED, SAMPLES))
    Pruner(network.fold(large), small, inputs).run()
    return unfold(small, inputs)

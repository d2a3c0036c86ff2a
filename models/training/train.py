"""Training. The learning rate follows elapsed running time, so the run anneals on time whatever the machine's load."""
import copy
import datetime
import functools
import json
import math
import os
import re
import time

import torch
import torch.nn.functional as F

import evaluate
import feeding
import hints
import network
import pretrained
import prune
import shipped

ROOM_WEIGHT = 1.1        # showing the room costs this many times as much as hiding the person
EVERYBODY_WEIGHT = 0.6   # of everybody's matte beside the streamer's
TORN = 0.1               # share of steps whose priors lose a side
LEAST_PRIOR = hints.LEAST_PRIOR / 255
TAUGHT = 1.0             # weight of the teacher's mattes beside the true ones
TRUST = 0.35             # where a teacher differs more from the truth, only the truth counts
ODD_GRADIENT = 4.0       # a gradient so many times the usual length spoils what was learnt: that step is skipped
LONGEST_STEP_S = 10.0    # a longer step means the process was stopped; that time does not count as training


def box9(plane):
    """Mean over 9x9 pixels, one direction after the other."""
    return F.avg_pool2d(F.avg_pool2d(plane, (9, 1), 1, (4, 0)), (1, 9), 1, (0, 4))


def channel_loss(logits, coarse, matte, sure):
    """Weighted cross-entropy on the full matte and at 1/8, and terms for overlap and for room shown; one channel, N x 1 x H x W."""
    blurred = box9(matte)
    boundary = ((blurred > 0.02) & (blurred < 0.98)).float()
    weight = ((1 - matte) * ROOM_WEIGHT + matte + 1.5 * boundary) * sure
    fine = (F.binary_cross_entropy_with_logits(logits, matte, reduction="none") * weight).mean()
    alpha, sides = torch.sigmoid(logits) * sure, (1, 2, 3)
    known = matte * sure
    overlap = 1 - (2 * (alpha * known).sum(sides) + 200) / (alpha.sum(sides) + known.sum(sides) + 200)
    room = (matte < 0.02).float() * sure
    shown = (alpha * room).mean(sides) / (room.mean(sides) + 0.05)
    small, known = F.adaptive_avg_pool2d(matte, coarse.shape[2:]), F.adaptive_avg_pool2d(sure, coarse.shape[2:])
    rough = (F.binary_cross_entropy_with_logits(coarse, small, reduction="none") * ((1 - small) * ROOM_WEIGHT + small) * known).mean()
    return fine + 0.3 * rough + 0.3 * overlap.mean() + 0.3 * shown.mean()


def loss_of(logits, coarse, truth, sure):
    """The streamer's channel and everybody's."""
    return (channel_loss(logits[:, :1], coarse[:, :1], truth[:, :1], sure)
            + EVERYBODY_WEIGHT * channel_loss(logits[:, 1:], coarse[:, 1:], truth[:, 1:], sure))


def taught_loss(logits, taught, truth, sure):
    """Cross-entropy against the teacher's mattes (Hinton et al. 2015), where these agree with the truth or no truth is known."""
    trusted = ((taught - truth).abs() < TRUST) | (sure < 0.5)
    weight = trusted.float() * torch.tensor([1.0, EVERYBODY_WEIGHT], device=logits.device).view(1, 2, 1, 1)
    return (F.binary_cross_entropy_with_logits(logits, taught, reduction="none") * weight).sum(1).mean()


def first_network(options):
    """The network that training starts from: a shipped one, a teacher made smaller, or the pretrained encoder."""
    if options.start_from:
        return shipped.load(options.start_from, options.model)
    if options.teacher:
        return prune.prune(shipped.load(options.teacher, "fine"), options.model, options.cache)
    return pretrained.load_encoder(network.MatteNet(**network.SIZES[options.model]))


def carried_on(inputs, truth, own, rng):
    """Inputs and truth of the next frame of each sequence: its prior is what the network made of the frame before, now and then without a part.
    Who has nobody to follow any more shows everybody, as an application would have it choose anew."""
    frame, plate, _ = inputs
    if torch.rand((), generator=rng) < TORN:
        at = int(torch.randint(own.shape[3], (), generator=rng))
        own = own.clone()
        own[..., :at] *= float(torch.rand((), generator=rng))
    lost = own.amax((1, 2, 3), keepdim=True) < LEAST_PRIOR
    streamer = torch.where(lost, truth[:, 1:], truth[:, :1])
    return (frame, plate, own * ~lost), torch.cat([streamer, truth[:, 1:]], 1)


def learning_rate(progress, peak):
    """One cycle: 3 % warm-up, then cosine down to nearly nothing."""
    if progress < 0.03:
        return peak * (0.05 + 0.95 * progress / 0.03)
    return peak * (0.003 + 0.997 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.03) / 0.97))))


def optimiser_for(net, decay, encoder_share):
    """AdamW without decay on biases; the pretrained encoder learns at a share of the rate."""
    groups = {}
    for name, parameter in net.named_parameters():
        encoder = name.startswith(("stem.", "stages."))
        key = encoder, parameter.ndim > 1
        groups.setdefault(key, dict(params=[], weight_decay=decay if parameter.ndim > 1 else 0.0, share=encoder_share if encoder else 1.0))
        groups[key]["params"].append(parameter)
    return torch.optim.AdamW(list(groups.values()), lr=1e-3)


def blend_into(average, net, keep):
    """Moving average of the weights; norm statistics follow too."""
    with torch.no_grad():
        for a, b in zip(average.state_dict().values(), net.state_dict().values()):
            if a.dtype.is_floating_point:
                a.mul_(keep).add_(b, alpha=1 - keep)
            else:
                a.copy_(b)


def save(path, **state):
    """Writes beside and renames, so that a kill never leaves half a checkpoint."""
    torch.save(state, path + ".new")
    os.replace(path + ".new", path)


def seconds_until(clock):
    """Seconds until the next HH:MM."""
    now = datetime.datetime.now()
    hour, minute = map(int, clock.split(":"))
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (then - now).total_seconds() % 86400


def knows_bfloat16(device):
    """True where bfloat16 is quicker than float32. A processor without its own instructions for it is many times slower."""
    if device.type != "cpu":
        return True
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            flags = set(re.findall(r"\w+", file.read()))
    except OSError:
        return False
    return bool({"avx512_bf16", "amx_bf16", "bf16"} & flags)


def train(options):
    """Trains until the time is used up; resumes when the checkpoint exists."""
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    path = os.path.join(options.cache, options.run + ".pt")
    device = torch.device(options.device)
    state = torch.load(path, map_location="cpu") if os.path.exists(path) and not options.fresh else None
    net = network.shaped_like(options.model, state["net"]) if state else first_network(options)
    teacher = shipped.load(options.teacher, "fine").eval().to(device, memory_format=torch.channels_last) if options.teacher else None
    net = net.to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(net).eval()
    optimiser = optimiser_for(net, options.weight_decay, options.encoder_share)
    step, ran, seen = 0, 0.0, 0
    if state:
        net.load_state_dict(state["net"]); average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, ran, seen = state["step"], state["ran"], state["seen"]
    print(f"{network.parameter_count(net)} parameters, start at step {step}, {ran / 60:.1f} minutes done", flush=True)
    feeder = feeding.Feeder(options.cache, options.batch, options.seed * 1000003 + step, tuple(options.size or network.FRAMES[options.model]))
    checks = evaluate.quick_sets(options.cache, network.FRAMES[options.model])
    rng = torch.Generator().manual_seed(options.seed + step)
    deadline = time.time() + seconds_until(options.until) if options.until else None
    budget = options.minutes * 60
    saved = checked = time.time()
    mixed = functools.partial(torch.autocast, device.type, dtype=torch.bfloat16, enabled=not options.exact and knows_bfloat16(device))
    running_loss, usual, skipped, last = None, None, 0, time.time()
    net.train()
    while True:
        left = budget - ran if deadline is None else min(budget - ran, deadline - time.time())
        if left <= 0:
            break
        rate = learning_rate(ran / (ran + left), options.rate)
        for group in optimiser.param_groups:
            group["lr"] = rate * group["share"]
        frames, own, total = feeder.next(), None, 0.0
        optimiser.zero_grad()
        for inputs, truth, sure in frames:
            inputs, truth, sure = [x.to(device).contiguous(memory_format=torch.channels_last) for x in inputs], truth.to(device), sure.to(device)
            if own is not None:
                inputs, truth = carried_on(inputs, truth, own, rng)
            with mixed():
                logits, coarse = net(*inputs, with_coarse=True)
            loss = loss_of(logits.float(), coarse.float(), truth, sure)
            if teacher:
                with torch.no_grad(), mixed():
                    taught = torch.sigmoid(teacher(*inputs).float())
                loss = loss + TAUGHT * taught_loss(logits.float(), taught, truth, sure)
            (loss / len(frames)).backward()
            total += loss.item() / len(frames)
            own = torch.sigmoid(logits[:, :1].detach().float())
        seen += len(frames) * len(own)
        norm = float(torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0))
        if math.isfinite(norm) and (usual is None or norm < ODD_GRADIENT * usual):
            optimiser.step()
            usual = norm if usual is None else 0.98 * usual + 0.02 * norm
        else:
            skipped += 1
            usual = usual and usual * 1.02       # what is odd for long is no longer odd
        step += 1
        blend_into(average, net, min(options.average, (1 + step) / (20 + step)))
        running_loss = total if running_loss is None else 0.98 * running_loss + 0.02 * total
        ran += min(time.time() - last, LONGEST_STEP_S)
        last = time.time()
        if step % 50 == 0:
            print(f"step {step} seen {seen} min {ran / 60:.1f} loss {running_loss:.4f} rate {rate:.5f} norm {usual or 0:.2f} {seen / ran:.1f}/s skipped {skipped}", flush=True)
        if last - saved > 120:
            save(path, net=net.state_dict(), average=average.state_dict(), optimiser=optimiser.state_dict(), step=step, ran=ran, seen=seen)
            saved = time.time()
        if last - checked > options.check_s:
            print("check", json.dumps(evaluate.quick(average, checks)), flush=True)
            checked = time.time()
    save(path, net=net.state_dict(), average=average.state_dict(), optimiser=optimiser.state_dict(), step=step, ran=ran, seen=seen)
    print(f"done: {step} steps, {seen} samples, {ran / 60:.1f} minutes", json.dumps(evaluate.quick(average, checks)), flush=True)
    feeder.close()


def add_arguments(parser):
    """Options of the command `train`."""
    parser.add_argument("--minutes", type=float, default=85, help="running time to train")
    parser.add_argument("--until", help="HH:MM by which to be done even if the process was stopped meanwhile")
    parser.add_argument("--run", default="run", help="name of the checkpoint in the cache")
    parser.add_argument("--fresh", action="store_true", help="ignore an existing checkpoint")
    parser.add_argument("--start-from", help="exported .onnx file to go on from")
    parser.add_argument("--teacher", help="exported .onnx file of the fine model: the fast one begins as its smaller copy and learns from it too")
    parser.add_argument("--model", default="fine", choices=list(network.SIZES), help="which of the two sizes")
    parser.add_argument("--encoder-share", type=float, default=0.15, help="the encoder's learning rate as a share of the rate")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--exact", action="store_true", help="float32 throughout; without it bfloat16 where the processor knows it")
    parser.add_argument("--batch", type=int, default=8, help="sequences in a step")
    parser.add_argument("--size", type=int, nargs=2, metavar=("WIDTH", "HEIGHT"),
                        help="frame size to train at instead of the model's own; smaller is quicker, finish at full size")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--weight-decay", type=float, default=0.02)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check-s", type=float, default=900)

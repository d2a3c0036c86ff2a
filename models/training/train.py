"""Training. The learning rate follows elapsed running time, so the run anneals on time whatever the machine's load."""
import copy
import datetime
import json
import math
import os
import time

import torch
import torch.nn.functional as F

import evaluate
import feeding
import network
import shipped

ROOM_WEIGHT = 2.0        # showing the room costs this many times as much as hiding the person
LONGEST_STEP_S = 5.0     # a longer step means the process was stopped; that time does not count as training


def box9(plane):
    """Mean over 9x9 pixels, one direction after the other."""
    return F.avg_pool2d(F.avg_pool2d(plane, (9, 1), 1, (4, 0)), (1, 9), 1, (0, 4))


def loss_of(logits, coarse, matte):
    """Weighted cross-entropy on the full matte and at 1/8, terms against showing the room, and the doubt's own cross-entropy."""
    alpha_logits, doubt_logits = logits[:, :1], logits[:, 1:]
    blurred = box9(matte)
    boundary = ((blurred > 0.02) & (blurred < 0.98)).float()
    weight = (1 - matte) * ROOM_WEIGHT + matte + 1.5 * boundary
    fine = (F.binary_cross_entropy_with_logits(alpha_logits, matte, reduction="none") * weight).mean()
    alpha = torch.sigmoid(alpha_logits)
    sides = (1, 2, 3)
    overlap = 1 - (2 * (alpha * matte).sum(sides) + 200) / (alpha.sum(sides) + matte.sum(sides) + 200)
    shown = (alpha * (matte < 0.02)).mean(sides) / ((matte < 0.02).float().mean(sides) + 0.05)
    small = F.adaptive_avg_pool2d(matte, coarse.shape[2:])
    rough = (F.binary_cross_entropy_with_logits(coarse, small, reduction="none")
             * ((1 - small) * ROOM_WEIGHT + small)).mean()
    wrong = (alpha.detach() - matte).abs()               # the doubt foretells how far alpha is off
    doubt = F.binary_cross_entropy_with_logits(doubt_logits, wrong)
    return fine + 0.3 * rough + 0.3 * overlap.mean() + 0.5 * shown.mean() + 0.2 * doubt


def learning_rate(progress, peak):
    """One cycle: 3 % warm-up, then cosine down to nearly nothing."""
    if progress < 0.03:
        return peak * (0.05 + 0.95 * progress / 0.03)
    return peak * (0.003 + 0.997 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.03) / 0.97))))


def optimiser_for(net, decay):
    """AdamW without decay on norms and biases."""
    flat = [p for p in net.parameters() if p.ndim <= 1]
    rest = [p for p in net.parameters() if p.ndim > 1]
    return torch.optim.AdamW([dict(params=rest, weight_decay=decay), dict(params=flat, weight_decay=0.0)], lr=1e-3)


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


def train(options):
    """Trains until the time is used up; resumes when the checkpoint exists."""
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    path = os.path.join(options.cache, options.run + ".pt")
    device = torch.device(options.device)
    state = torch.load(path, map_location="cpu") if os.path.exists(path) and not options.fresh else None
    if state:
        net = network.shaped_like(state["net"])
    else:
        net = shipped.load(options.start_from) if options.start_from else network.MatteNet()
    net = net.to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(net).eval()
    optimiser = optimiser_for(net, options.weight_decay)
    step, ran, seen = 0, 0.0, 0
    if state:
        net.load_state_dict(state["net"]); average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, ran, seen = state["step"], state["ran"], state["seen"]
    print(f"{network.parameter_count(net)} parameters, start at step {step}, {ran / 60:.1f} minutes done", flush=True)
    feeder = feeding.Feeder(options.cache, options.batch, options.seed * 1000003 + step, tuple(options.size))
    checks = evaluate.quick_sets(options.cache)
    deadline = time.time() + seconds_until(options.until) if options.until else None
    budget = options.minutes * 60
    saved = checked = time.time()
    running_loss, last = None, time.time()
    net.train()
    while True:
        left = budget - ran if deadline is None else min(budget - ran, deadline - time.time())
        if left <= 0:
            break
        rate = learning_rate(ran / (ran + left), options.rate)
        for group in optimiser.param_groups:
            group["lr"] = rate
        inputs, matte = feeder.next()
        inputs, matte = [x.to(device) for x in inputs], matte.to(device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=not options.exact):
            logits, coarse = net(*inputs, with_coarse=True)
        loss = loss_of(logits.float(), coarse.float(), matte)
        optimiser.zero_grad()
        loss.backward()
        if torch.isfinite(torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)):
            optimiser.step()
        step += 1
        seen += len(matte)
        blend_into(average, net, min(options.average, (1 + step) / (20 + step)))
        running_loss = loss.item() if running_loss is None else 0.98 * running_loss + 0.02 * loss.item()
        ran += min(time.time() - last, LONGEST_STEP_S)
        last = time.time()
        if step % 100 == 0:
            print(f"step {step} seen {seen} min {ran / 60:.1f} loss {running_loss:.4f} rate {rate:.5f} {seen / ran:.1f}/s", flush=True)
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
    parser.add_argument("--start-from", help="exported .onnx file to go on from, batch norms folded")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--exact", action="store_true", help="float32 throughout; without it bfloat16, which is quicker where the processor knows it")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--size", type=int, nargs=2, default=(network.WIDTH, network.HEIGHT), metavar=("WIDTH", "HEIGHT"),
                        help="frame size to train at; smaller is quicker, finish at full size")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--weight-decay", type=float, default=0.02)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check-s", type=float, default=900)

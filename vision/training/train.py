"""Trains the pose network. Everything random follows from --seed and --threads; a run that is
stopped goes on from its last checkpoint when the same command is given again.

    python3 train.py --images TAR --labels CSV [--teacher NPZ] ... --state FOLDER --passes 60

--images, --labels and --teacher are given once for each set of photographs ("-": no teacher).
--passes may be raised later: the learning rate stays level until the last two fifths, so a longer
run goes on from `level.pt`, the state before it fell.
"""
import argparse
import concurrent.futures
import copy
import math
import os
import time

import cv2
import numpy as np
import torch

import augment
import images
import labels
from network import CELL_PX, INPUT_PX, JOINT, JOINTS, PoseNetwork, count_parameters, decode, maps

BATCH = 16             # small: on a processor a step costs by the picture, and steps teach
PEAK_RATE = 2e-3
WARM_UP = 500          # steps
LEVEL_SHARE = 0.6      # of the passes before the learning rate falls
WEIGHT_DECAY = 0.02
SMALL_PX, SMALL_SHARE = 96, 0.75  # the first passes see smaller pictures: nearly twice as fast
AVERAGE = 0.999        # share kept by the running mean of the weights at each step
SIGMA = 0.9            # cells: width of the target around a joint
DOUBT = 0.02           # share of a label that may be anywhere: what makes the loss bounded
NEAR = 0.2             # of the torso: a place that counts as found, for confidence and PCK
PART_WEIGHTS = (1, 0.5, 0.25, 0.1)  # of place, distance, confidence and presence in the loss
TRUNK_WEIGHT = 1.5     # hips, shoulders and knees are what the coach needs most
IMPORTANT = ["r_hip", "l_hip", "r_shoulder", "l_shoulder", "r_knee", "l_knee"]


class Examples(torch.utils.data.Dataset):
    """One pass over the photographs: example i of pass p is the same in every run."""

    def __init__(self, photographs, seed):
        self.photographs, self.seed, self.number = photographs, seed, 0

    def __len__(self):
        return len(self.photographs)

    def __getitem__(self, index):
        random = np.random.default_rng((self.seed, self.number, index))
        other = self.photographs.pictures[random.integers(len(self))]
        turns = min(1, self.number / augment.FULL_TURN_PASS)
        crop, joints, torso = augment.example(self.photographs.pictures[index],
                                              self.photographs.joints[index], other, turns, random)
        return crop, joints, np.float32(torso)


def batch_of(crops, joints, torsos):
    picture = torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float() / 255
    return picture, torch.from_numpy(np.stack(joints)), torch.tensor(np.array(torsos))


def collate(items):
    return batch_of(*zip(*items))


def shrink(picture, joints, torso):
    scale = SMALL_PX / INPUT_PX
    picture = torch.nn.functional.interpolate(picture, (SMALL_PX, SMALL_PX), mode="bilinear",
                                              align_corners=False)
    joints = joints * torch.tensor([scale, scale, 1, 1])
    return picture, joints, torso * scale


def target_of(joints, side):
    """Heatmaps that sum to 1 around the joints, n x J x side x side."""
    cell = (torch.arange(side) + 0.5) * CELL_PX
    width = 2 * (SIGMA * CELL_PX) ** 2
    across = torch.exp(-(cell - joints[..., 0:1]) ** 2 / width) + 1e-12
    down = torch.exp(-(cell - joints[..., 1:2]) ** 2 / width) + 1e-12
    across = across / across.sum(2, keepdim=True)
    down = down / down.sum(2, keepdim=True)
    return down[..., :, None] * across[..., None, :]


def loss_of(out, joints, torso, importance):
    """Cross-entropy of place with a share of doubt, distance of the centre of gravity, and
    cross-entropies of confidence (is the place within NEAR of the torso from the label?) and of
    presence."""
    heat, _, presence = maps(out)
    side = heat.shape[3]
    weight = joints[..., 2] * importance
    total = weight.sum().clamp(min=1)
    log_share = torch.log_softmax(heat.flatten(2), 2)
    share = log_share.exp()
    doubted = torch.log((1 - DOUBT) * share + DOUBT / (side * side))
    entropy = -(target_of(joints, side).flatten(2) * doubted).sum(2)

    cell = (torch.arange(side) + 0.5) * CELL_PX
    map_share = share.view_as(heat)
    x, y = (map_share.sum(2) * cell).sum(2), (map_share.sum(3) * cell).sum(2)
    away = torch.hypot(x - joints[..., 0], y - joints[..., 1] + 1e-3) / torso[:, None]
    distance = away / (1 + away)  # a label far off pulls no harder for being farther

    found = decode(torch.cat([out[:, :4 * len(JOINTS)].detach(), out[:, 4 * len(JOINTS):]], 1))
    error = torch.hypot(found[..., 0] - joints[..., 0], found[..., 1] - joints[..., 1])
    right = ((error < NEAR * torso[:, None]) & (joints[..., 3] > 0)).float()
    known = (joints[..., 3] >= 0).float()
    logistic = torch.nn.functional.binary_cross_entropy_with_logits
    sure = logistic(found[..., 2], right, reduction="none")
    somebody = (joints[..., 3] != 0).any(1).float()
    parts = torch.stack([(weight * entropy).sum() / total, (weight * distance).sum() / total,
                         (known * sure).sum() / known.sum().clamp(min=1),
                         logistic(presence, somebody)])
    return (parts * torch.tensor(PART_WEIGHTS)).sum(), parts.detach()


def join(sets):
    return images.Photographs([name for each in sets for name in each.names],
                              [picture for each in sets for picture in each.pictures],
                              np.concatenate([each.joints for each in sets]))


def read_sets(arguments):
    """The photographs to learn from, their labels read over by the teachers; and those to choose
    by, labelled as they are."""
    training, validation = [], []
    for image, label, teacher in zip(arguments.images, arguments.labels, arguments.teacher):
        photographs = images.read_photographs(image, label)
        validation.append(photographs.some(images.in_split(photographs, "validation")))
        learned = photographs.some(images.in_split(photographs, "train"))
        if teacher != "-":
            with np.load(teacher) as said:
                opinion = dict(zip(said["names"], said["joints"]))
            learned.joints = np.array([labels.read_over(one, opinion[name])
                                       for name, one in zip(learned.names, learned.joints)],
                                      np.float32)
        training.append(learned)
    return join(training), join(validation)


def rate_at(step, steps):
    level = LEVEL_SHARE * steps
    if step < level:
        return PEAK_RATE * min(1, (step + 1) / WARM_UP)
    left = max(0.0, (steps - step) / (steps - level))
    return PEAK_RATE * (0.01 + 0.99 * left ** 1.5)


def quick_score(network, photographs):
    """Share of hips, knees and shoulders within 0.2 of the torso, crops turned by a quarter each
    time so that no direction is given away."""
    right = count = 0
    network.eval()
    for first in range(0, len(photographs), 64):
        crops, placed, torsos = [], [], []
        for i in range(first, min(first + 64, len(photographs))):
            joints = photographs.joints[i]
            centre, box = augment.box_of(joints)
            matrix = augment.crop_matrix(centre, box / augment.BODY_SHARE, i % 4 * np.pi / 2, False)
            crops.append(augment.cut_out(photographs.pictures[i], matrix)[..., ::-1].copy())
            placed.append(augment.into_crop(joints, matrix, False))
            torsos.append(augment.torso_length(placed[-1]))
        picture, joints, torso = batch_of(crops, placed, torsos)
        with torch.no_grad():
            found = decode(network(picture))
        error = torch.hypot(found[..., 0] - joints[..., 0], found[..., 1] - joints[..., 1])
        chosen = (joints[..., 2] == 1) & (torso[:, None] > 0)
        chosen = chosen[:, [JOINT[name] for name in IMPORTANT]]
        hit = (error < NEAR * torso[:, None])[:, [JOINT[name] for name in IMPORTANT]]
        right += int((hit & chosen).sum())
        count += int(chosen.sum())
    return right / max(count, 1)


class Twins:
    """The network as often as there are threads. All share their weights, each learns from its part
    of a batch on one thread. (One convolution on several threads waits in a busy loop for the
    slowest, which costs most of a machine that has other work.)"""

    def __init__(self, network, count, importance):
        self.importance = importance
        self.networks = [network] + [copy.deepcopy(network) for _ in range(count - 1)]
        for twin in self.networks[1:]:
            for own, shared in zip(twin.parameters(), network.parameters()):
                own.data = shared.data
        self.pool = concurrent.futures.ThreadPoolExecutor(count)

    def learn_part(self, network, picture, joints, torso):
        torch.set_num_threads(1)
        network.train()
        network.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = network(picture.contiguous(memory_format=torch.channels_last))
        loss, parts = loss_of(out.float().contiguous(), joints, torso, self.importance)
        loss.backward()
        return parts

    def learn(self, picture, joints, torso):
        """Leaves the gradients of the whole batch in the first network; the loss's parts."""
        batches = zip(*(each.chunk(len(self.networks)) for each in (picture, joints, torso)))
        futures = [self.pool.submit(self.learn_part, network, *batch)
                   for network, batch in zip(self.networks, batches)]
        parts = torch.stack([future.result() for future in futures]).mean(0)
        first, *others = [[parameter.grad for parameter in network.parameters()]
                          for network in self.networks]
        for other in others:
            torch._foreach_add_(first, other)
        torch._foreach_div_(first, len(self.networks))
        return parts


def floats_of(network):
    """Weights and the batch norms' running figures."""
    return [each for each in network.state_dict().values() if each.is_floating_point()]


def save(path, **state):
    torch.save(state, path + ".new")
    os.replace(path + ".new", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("images", "labels", "teacher"):
        parser.add_argument("--" + name, action="append", default=[])
    parser.add_argument("--state", required=True, help="folder of the checkpoints")
    parser.add_argument("--passes", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="parts of a batch at a time")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    os.makedirs(arguments.state, exist_ok=True)

    arguments.teacher += ["-"] * (len(arguments.images) - len(arguments.teacher))
    training, validation = read_sets(arguments)
    print(f"{len(training)} photographs to learn from, {len(validation)} to choose by", flush=True)

    network = PoseNetwork().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    plain = [p for p in network.parameters() if p.dim() == 1]
    decayed = [p for p in network.parameters() if p.dim() > 1]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": WEIGHT_DECAY},
                                   {"params": plain, "weight_decay": 0}], lr=PEAK_RATE)
    importance = torch.ones(len(JOINT))
    importance[[JOINT[name] for name in IMPORTANT]] = TRUNK_WEIGHT
    per_pass = len(training) // BATCH
    last = os.path.join(arguments.state, "last.pt")
    first = 0
    if os.path.exists(last):
        state = torch.load(last)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        first = state["passes"]
        print(f"goes on after pass {first}", flush=True)
    print(f"{count_parameters(network)} parameters", flush=True)

    for group in optimiser.param_groups:
        group["foreach"] = True  # one call for all weights instead of one each
    mean, now = (floats_of(each) for each in (average, network))
    twins = Twins(network, arguments.threads, importance)
    examples = Examples(training, arguments.seed)
    for number in range(first, arguments.passes):
        started = time.time()
        examples.number = number
        order = np.random.default_rng((arguments.seed, number)).permutation(len(training))
        loader = torch.utils.data.DataLoader(
            examples, batch_sampler=order[:per_pass * BATCH].reshape(-1, BATCH).tolist(),
            num_workers=1, collate_fn=collate, prefetch_factor=8)
        sums = torch.zeros(4)
        for index, (picture, joints, torso) in enumerate(loader):
            rate = rate_at(number * per_pass + index, arguments.passes * per_pass)
            for group in optimiser.param_groups:
                group["lr"] = rate
            if number < SMALL_SHARE * arguments.passes:
                picture, joints, torso = shrink(picture, joints, torso)
            parts = twins.learn(picture, joints, torso)
            if not math.isfinite(parts.sum().item()):
                raise SystemExit(f"pass {number + 1}: the loss is no number any more")
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimiser.step()
            with torch.no_grad():
                torch._foreach_mul_(mean, AVERAGE)
                torch._foreach_add_(mean, now, alpha=1 - AVERAGE)
            sums += parts
        state = dict(network=network.state_dict(), average=average.state_dict(),
                     optimiser=optimiser.state_dict(), passes=number + 1, seed=arguments.seed)
        save(last, **state)
        if number + 1 <= LEVEL_SHARE * arguments.passes:
            save(os.path.join(arguments.state, "level.pt"), **state)
        place, distance, sure, presence = sums / per_pass
        print(f"pass {number + 1}: place {place:.3f} distance {distance:.3f} confidence {sure:.3f} "
              f"presence {presence:.3f} validation {quick_score(average, validation):.3f} "
              f"{time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()

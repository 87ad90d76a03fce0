"""One training example from a labelled photograph: turned, scaled, moved, mirrored, hidden in part,
cut off, blurred, darkened, recoloured; and pictures without anybody."""
import cv2
import numpy as np

from network import INPUT_PX, JOINTS, OPPOSITE

BODY_SHARE = 0.8       # of the crop's side that the labelled joints' box takes, before scaling
EMPTY_SHARE = 0.05     # of the examples show nobody
FULL_TURN_PASS = 4     # passes over which the turns grow to the full circle
TORSO_OF_BOX = 0.4     # usual length of the torso as a share of the box of all joints


def box_of(joints):
    seen = joints[joints[:, 2] > 0, :2]
    low, high = seen.min(0), seen.max(0)
    return (low + high) / 2, float((high - low).max())


def torso_length(joints):
    """The longer of the two ways from a shoulder to the opposite hip, which is the unit of PCK here;
    0 where one of the four has no label."""
    if not joints[[8, 9, 2, 3], 2].all():
        return 0.0
    across = joints[[8, 9], :2] - joints[[3, 2], :2]
    return float(np.hypot(*across.T).max())


def crop_matrix(centre, size, turn, mirrored):
    """From crop pixels to picture pixels, 2 x 3, continuous coordinates. turn: clockwise, where in
    the picture the crop's top is."""
    step = size / INPUT_PX
    c, s = np.cos(turn) * step, np.sin(turn) * step
    across = -1 if mirrored else 1
    linear = np.array([[c * across, -s], [s * across, c]])
    return np.column_stack([linear, centre - linear @ [INPUT_PX / 2, INPUT_PX / 2]])


def cut_out(picture, matrix, border=cv2.BORDER_CONSTANT):
    linear = matrix[:, :2]
    index = np.column_stack([linear, matrix[:, 2] + linear @ [0.5, 0.5] - 0.5])
    return cv2.warpAffine(picture, index, (INPUT_PX, INPUT_PX),
                          flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=border)


def into_crop(joints, matrix, mirrored):
    """The joints in crop pixels; sides swapped when mirrored."""
    placed = joints.copy()
    placed[:, :2] = (joints[:, :2] - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
    return placed[OPPOSITE] if mirrored else placed


def recolour(crop, random):
    """Exposure, contrast, colour cast, gamma, now and then grey or dark: one table per channel."""
    level = np.arange(256, dtype=np.float32) / 255
    dark = random.random() < 0.08
    gain = random.uniform(0.15, 0.5) if dark else np.exp(random.normal(0, 0.2))
    gamma = np.exp(random.normal(0, 0.2))
    cast = np.exp(random.normal(0, 0.1, 3))
    middle = random.normal(0, 0.06)
    table = [np.clip((level ** gamma * gain * cast[i] + middle) * 255, 0, 255) for i in range(3)]
    if random.random() < 0.07:
        crop = np.repeat(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)[..., None], 3, 2)
    crop = cv2.LUT(crop, np.array(table).T.astype(np.uint8)[None])
    if dark or random.random() < 0.1:
        noise = random.normal(0, random.uniform(2, 14), crop.shape)
        crop = np.clip(crop + noise, 0, 255).astype(np.uint8)
    return crop


def blur(crop, random):
    if random.random() < 0.5:
        return cv2.GaussianBlur(crop, (0, 0), random.uniform(0.4, 1.6))
    length = int(random.integers(3, 9))
    kernel = np.zeros((length, length), np.float32)
    angle = random.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * (length - 1) / 2
    middle = (length - 1) / 2
    cv2.line(kernel, tuple(int(v) for v in np.rint(middle - reach)),
             tuple(int(v) for v in np.rint(middle + reach)), 1)
    return cv2.filter2D(crop, -1, kernel / kernel.sum())


def hide(crop, joints, other, random):
    """A patch of another picture or of one colour over a part of the body: those joints count as
    not seen."""
    size = random.integers(12, 44, 2)
    at = joints[random.integers(len(JOINTS)), :2] + random.normal(0, 12, 2) - size / 2
    x, y = (int(v) for v in np.clip(at, 0, INPUT_PX - size))
    width, height = (int(v) for v in size)
    if random.random() < 0.5:
        crop[y:y + height, x:x + width] = random.integers(0, 256, 3)
    else:
        left = random.integers(0, other.shape[1] - width)
        top = random.integers(0, other.shape[0] - height)
        crop[y:y + height, x:x + width] = other[top:top + height, left:left + width]
    inside = ((joints[:, 0] > x) & (joints[:, 0] < x + width) &
              (joints[:, 1] > y) & (joints[:, 1] < y + height))
    return inside


def cut_off(crop, random):
    """Beyond one side of the crop there is no picture. Returns what is left: low x, low y, high x,
    high y."""
    left = [0, 0, INPUT_PX, INPUT_PX]
    side = int(random.integers(4))
    depth = int(random.integers(10, 48))
    left[side] = depth if side < 2 else INPUT_PX - depth
    kept = crop[left[1]:left[3], left[0]:left[2]].copy()
    crop[:] = 0
    crop[left[1]:left[3], left[0]:left[2]] = kept
    return left


def nobody(picture, joints, random):
    """A corner of a picture beside the body, or the picture's colours in disorder."""
    height, width = picture.shape[:2]
    centre, box = box_of(joints)
    size = int(random.integers(24, 48))
    for _ in range(4):
        x, y = int(random.integers(0, width - size)), int(random.integers(0, height - size))
        if abs(x + size / 2 - centre[0]) > (box + size) / 2 or \
           abs(y + size / 2 - centre[1]) > (box + size) / 2:
            return cv2.resize(picture[y:y + size, x:x + size], (INPUT_PX, INPUT_PX))
    cells = int(random.integers(2, 12))
    small = cv2.resize(picture, (cells, cells), interpolation=cv2.INTER_AREA).reshape(-1, 3)
    small = random.permutation(small).reshape(cells, cells, 3)
    way = cv2.INTER_CUBIC if random.random() < 0.5 else cv2.INTER_NEAREST
    return cv2.resize(small, (INPUT_PX, INPUT_PX), interpolation=way)


def example(picture, joints, other, turns, random):
    """picture, joints (J x 3: x, y, weight 0..1) in picture pixels; other: any other picture, for
    patches. turns 0..1: share of the full circle. Returns the crop (128 x 128 x 3 bytes, red,
    green, blue), the joints in crop pixels (x, y, weight of the position 0..1, is it to be seen:
    1, 0 or -1 for unknown) and the torso's length in crop pixels."""
    placed = np.zeros((len(JOINTS), 4), np.float32)
    if random.random() < EMPTY_SHARE:
        return recolour(nobody(picture, joints, random), random)[..., ::-1].copy(), placed, 1.0
    centre, box = box_of(joints)
    mirrored = random.random() < 0.5
    size = box / BODY_SHARE * np.exp(random.normal(0, 0.18))
    if random.random() < 0.07:
        size *= random.uniform(0.55, 0.8)  # nearer than the whole body: limbs are cut off
    centre = centre + random.normal(0, 0.06, 2) * size
    turn = random.uniform(-np.pi, np.pi) * turns
    matrix = crop_matrix(centre, size, turn, mirrored)
    border = cv2.BORDER_CONSTANT if random.random() < 0.5 else cv2.BORDER_REPLICATE
    crop = cut_out(picture, matrix, border)
    placed[:, :3] = into_crop(joints, matrix, mirrored)
    labelled = placed[:, 2] > 0
    seen = np.ones(len(JOINTS), bool)
    if random.random() < 0.25:
        seen &= ~hide(crop, placed, other, random)
    low_x, low_y, high_x, high_y = (cut_off(crop, random) if random.random() < 0.1 else
                                    (0, 0, INPUT_PX, INPUT_PX))
    inside = ((placed[:, 0] > low_x) & (placed[:, 0] < high_x) &
              (placed[:, 1] > low_y) & (placed[:, 1] < high_y))
    placed[:, 2] *= inside * np.where(seen, 1, 0.3)
    placed[:, 3] = np.where(labelled, inside & seen, -1)
    if random.random() < 0.25:
        crop = blur(crop, random)
    crop = recolour(crop, random)
    torso = max(torso_length(joints), 0.5 * TORSO_OF_BOX * box) * INPUT_PX / size
    return crop[..., ::-1].copy(), placed, torso

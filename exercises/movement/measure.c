#include "base.h"
#include "movement/exact.h"
#include "movement/frame.h"

/* times smoothing_s: hip joints are near each other, so that the line between them jitters by
 * atan(1.41 noise / distance); averaged over ten frames and more it can be judged. */
#define PELVIS_CALM   3.0f
#define HIPS_WIDTH_S  2.0f  /* a body is as wide from one moment to the next */
#define KNEES_UP      0.3f  /* thigh lengths above hips and ankles: lower, they lean nowhere */
#define KNEE_BACKWARD 20.0f /* deg; no knee bends so far back: the facing vote is mistaken */

static void put(struct features *features, enum feature_kind kind, int side, float value)
{
    int slot = 2 * (int)kind + side;
    features->value[slot] = value;
    features->valid |= 1ull << slot;
}

float frame_facing(const struct feature_state *state)
{
    return state->facing > VOTE_KNOWN ? 1.0f : state->facing < -VOTE_KNOWN ? -1.0f : 0.0f;
}

/* hip_flexion = 180 - angle(shoulder, hip, knee), extension negative; knee_flexion = 180 -
 * angle(hip, knee, ankle); thigh_elevation = femur against the horizontal. */
static void measure_leg(struct feature_state *state, const struct frame *frame, int side,
                        struct features *features)
{
    enum joint shoulder = joint_of(JOINT_LEFT_SHOULDER, side), hip = joint_of(JOINT_LEFT_HIP, side);
    enum joint knee = joint_of(JOINT_LEFT_KNEE, side), ankle = joint_of(JOINT_LEFT_ANKLE, side);
    bool thigh = frame->limb_flat[LIMB_LEFT_THIGH + side];
    bool shank = frame->limb_flat[LIMB_LEFT_SHANK + side];
    const struct point *at = frame->straight, *seen = frame->joint;

    if (thigh && shank && frame->sagittal) {
        float bend = angle_between(at[hip], at[knee], at[knee], at[ankle]);
        float sign = frame_facing(state);
        if (sign * bend < -KNEE_BACKWARD) {
            state->facing = 0.0f;
            sign = 0.0f;
        }
        float flexion = sign > 0.0f || sign < 0.0f ? sign * bend : abs_float(bend);
        put(features, FEATURE_KNEE_FLEXION, side, flexion);
    }
    if (thigh && frame->sagittal) {
        float rise = at[hip].y - at[knee].y, run = abs_float(at[knee].x - at[hip].x);
        float elevation = (float)(exact_atan2((double)rise, (double)run) * 180.0 / EXACT_PI);
        put(features, FEATURE_THIGH_ELEVATION, side, elevation);
    }
    if (thigh && frame->sagittal && frame->limb_flat[LIMB_TRUNK] &&
        frame_sees(frame, joint_bit(shoulder))) {
        float sign = frame_facing(state);
        float turn = angle_between(at[shoulder], at[hip], at[hip], at[knee]);
        float flexion = sign > 0.0f || sign < 0.0f ? -sign * turn : abs_float(turn);
        put(features, FEATURE_HIP_FLEXION, side, flexion);
        put(features, FEATURE_HIP_LINE, side, 180.0f - flexion);
    }
    float leg = frame_leg_length(state, side) * (frame->sagittal ? 1.0f - state->leg_shrink : 1.0f);
    if (leg > 0.0f && frame_sees(frame, joint_bit(hip) | joint_bit(knee) | joint_bit(ankle)))
        put(features, FEATURE_HIP_HEIGHT, side, (seen[ankle].y - seen[hip].y) / leg);
}

/* trunk_inclination = mid-hip to mid-shoulder against the vertical, in the sagittal plane. Kept as
 * the picture shows it, + leaning to the picture's right; the facing gives the sign later. */
static void measure_trunk_sagittal(const struct frame *frame, struct features *features)
{
    if (!frame->sagittal || !frame->limb_flat[LIMB_TRUNK])
        return;
    double dx = (double)frame->straight_top.x - (double)frame->straight_bottom.x;
    double dy = (double)frame->straight_bottom.y - (double)frame->straight_top.y;
    put(features, FEATURE_TRUNK_INCLINATION, 0, (float)(exact_atan2(dx, dy) * 180.0 / EXACT_PI));
}

/* From the right hip to the left one, calmer than the joints themselves. */
static struct point take_pelvis(struct feature_state *state,
                                const struct feature_settings *settings, const struct frame *frame,
                                int64_t t_us)
{
    struct point left = frame->joint[JOINT_LEFT_HIP], right = frame->joint[JOINT_RIGHT_HIP];
    float tau_s = PELVIS_CALM * settings->smoothing_s;
    filter_put(&state->pelvis_x, t_us, left.x - right.x, tau_s, -1.0f);
    filter_put(&state->pelvis_y, t_us, left.y - right.y, tau_s, -1.0f);
    struct point pelvis = {state->pelvis_x.value, state->pelvis_y.value};
    float width = point_distance((struct point){0.0f, 0.0f}, pelvis);
    float share = clamp_float((float)frame->dt_s / HIPS_WIDTH_S, 0.0f, 1.0f);
    state->hips_width += (width - state->hips_width) * (state->hips_width > 0.0f ? share : 1.0f);
    return pelvis;
}

/* Standing before the camera, both thighs hang in a plane that it looks down on: how long are they,
 * and how wide are the hips? */
static void learn_thigh(struct feature_state *state, const struct frame *frame)
{
    const float upright = 0.96f; /* of its length: 16 degrees from the vertical */
    struct outlook_plane plane = outlook_plane(&state->outlook);
    float width = state->hips_width / plane.along, sum = 0.0f;
    for (int side = 0; side < 2; side++) {
        int limb = LIMB_LEFT_THIGH + side, shank = LIMB_LEFT_SHANK + side;
        struct point hip = frame->joint[joint_of(JOINT_LEFT_HIP, side)];
        struct point knee = frame->joint[joint_of(JOINT_LEFT_KNEE, side)];
        struct point ankle = frame->joint[joint_of(JOINT_LEFT_ANKLE, side)];
        bool stands = frame->limb_flat[limb] && frame->limb_flat[shank] &&
                      knee.y - hip.y >= upright * frame->length[limb] &&
                      ankle.y - knee.y >= upright * frame->length[shank];
        if (!stands || width <= 0.0f)
            return;
        sum += 0.5f * frame->length[limb] / plane.up / width;
    }
    if (frame->top.y >= frame->bottom.y)
        return;
    state->thigh_looks += state->thigh_looks < THIGH_LOOKS;
    state->thigh_to_hips += (sum - state->thigh_to_hips) / (float)state->thigh_looks;
}

/* Thighs that point at the camera never look their length, and what was known of it is forgotten
 * slowly. Shanks are as long to a hundredth; a trunk is 1.18 times as long (Drillis and Contini
 * 1966), so that nearly everybody's thighs are at least four fifths of it. Better than all that is
 * to have seen the person stand: thighs over the hips' distance, which the feet's view shows. */
static float thigh_length(const struct feature_state *state)
{
    if (state->thigh_looks >= THIGH_LOOKS / 2 && state->hips_width > 0.0f)
        return state->thigh_to_hips * state->hips_width;
    const float least_of_trunk = 0.8f;
    const float *length = state->limb_length;
    float thigh = 0.5f * (length[LIMB_LEFT_THIGH] + length[LIMB_RIGHT_THIGH]);
    float shank = 0.5f * (length[LIMB_LEFT_SHANK] + length[LIMB_RIGHT_SHANK]);
    float least = least_of_trunk * length[LIMB_TRUNK];
    thigh = thigh > shank ? thigh : shank;
    return thigh > least ? thigh : least;
}

/* body_speed = root mean square speed of the trunk's and legs' joints, in trunk lengths a second:
 * how still a body is. A trunk that points at the camera is no shorter than a thigh. */
static void measure_speed(const struct feature_state *state, const struct frame *frame,
                          struct features *features)
{
    double sum = 0.0;
    int joints = 0;
    for (int joint = JOINT_LEFT_SHOULDER; joint <= JOINT_RIGHT_ANKLE; joint++) {
        bool arm = joint >= JOINT_LEFT_ELBOW && joint <= JOINT_RIGHT_WRIST;
        if (arm || !frame_sees(frame, joint_bit((enum joint)joint)))
            continue;
        double x = (double)state->joint_x[joint].rate, y = (double)state->joint_y[joint].rate;
        sum += x * x + y * y;
        joints++;
    }
    float trunk = state->limb_length[LIMB_TRUNK], thigh = thigh_length(state);
    trunk = trunk > thigh ? trunk : thigh;
    if (joints >= 4 && trunk > 0.0f)
        put(features, FEATURE_BODY_SPEED, 0, (float)exact_sqrt(sum / joints) / trunk);
}

/* Known to be: at its first sight no body is. */
static bool is_quiet(const struct features *features, const struct feature_settings *settings)
{
    const int slot = 2 * FEATURE_BODY_SPEED;
    return (features->valid >> slot & 1u) && features->value[slot] <= settings->quiet_speed;
}

/* Frontal kinds: pelvic_obliquity = atan2(dy, dx) of the hips; lateral_trunk_lean = mid-hip to
 * mid-shoulder against the vertical; trunk_shift = (x mid-shoulder - x mid-hip) / trunk length;
 * hip_abduction = thigh against the normal of the hip line. */
static void measure_frontal(struct feature_state *state, const struct feature_settings *settings,
                            const struct frame *frame, struct features *features)
{
    const struct point *at = frame->straight;
    if (!frame->frontal)
        return;
    if (!frame_sees(frame, joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP)))
        return;
    struct point pelvis = take_pelvis(state, settings, frame, features->t_us);
    pelvis = outlook_flatten(outlook_plane(&state->outlook), pelvis);
    if (is_quiet(features, settings)) /* who sits or lies down has thighs that look shorter */
        learn_thigh(state, frame);
    float to_left = pelvis.x >= 0.0f ? 1.0f : -1.0f; /* where the person's left is in the picture */
    float rise =
        (float)(exact_atan2((double)-pelvis.y, (double)abs_float(pelvis.x)) * 180.0 / EXACT_PI);
    put(features, FEATURE_PELVIC_OBLIQUITY, 0, rise);
    put(features, FEATURE_PELVIC_OBLIQUITY, 1, -rise);
    for (int side = 0; side < 2; side++) {
        enum joint hip = joint_of(JOINT_LEFT_HIP, side), knee = joint_of(JOINT_LEFT_KNEE, side);
        float outward = side == 0 ? 1.0f : -1.0f;
        struct point inner = {at[hip].x - outward * pelvis.x, at[hip].y - outward * pelvis.y};
        if (frame->limb_flat[LIMB_LEFT_THIGH + side])
            put(features, FEATURE_HIP_ABDUCTION, side,
                90.0f - abs_float(angle_between(inner, at[hip], at[hip], at[knee])));
    }
    if (!frame->limb_flat[LIMB_TRUNK] ||
        !frame_sees(frame, joint_bit(JOINT_LEFT_SHOULDER) | joint_bit(JOINT_RIGHT_SHOULDER)))
        return;
    double dx = ((double)frame->top.x - (double)frame->bottom.x) * (double)to_left;
    double dy = (double)frame->bottom.y - (double)frame->top.y;
    float lean = (float)(exact_atan2(dx, dy) * 180.0 / EXACT_PI);
    put(features, FEATURE_LATERAL_LEAN, 0, lean);
    put(features, FEATURE_LATERAL_LEAN, 1, -lean);
    float trunk = state->limb_length[LIMB_TRUNK];
    put(features, FEATURE_TRUNK_SHIFT, 0, (float)dx / trunk);
    put(features, FEATURE_TRUNK_SHIFT, 1, -(float)dx / trunk);
}

/* leg_elevation and arm_elevation: hip to ankle and shoulder to wrist against the horizontal. */
static void measure_elevations(const struct frame *frame, int side, struct features *features)
{
    static const struct {
        enum feature_kind kind;
        enum joint from, to;
    } rows[] = {{FEATURE_LEG_ELEVATION, JOINT_LEFT_HIP, JOINT_LEFT_ANKLE},
                {FEATURE_ARM_ELEVATION, JOINT_LEFT_SHOULDER, JOINT_LEFT_WRIST}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows) && frame->sagittal; i++) {
        enum joint from = joint_of(rows[i].from, side), to = joint_of(rows[i].to, side);
        if (!frame_sees(frame, joint_bit(from) | joint_bit(to)))
            continue;
        const struct point a = frame->straight[from], b = frame->straight[to];
        double rise = (double)a.y - (double)b.y, run = (double)abs_float(b.x - a.x);
        put(features, rows[i].kind, side, (float)(exact_atan2(rise, run) * 180.0 / EXACT_PI));
    }
}

/* What a body not seen from its side shows of its legs, in any orientation:
 * knee_opening = 2 asin(knee gap / (2 thigh)) with the thigh's calibrated length;
 * ankle_gap = distance of the ankles in thigh lengths; knee_gap = of the knees in trunk lengths;
 * knee_tilt = from the middle between hips and ankles to mid-knee against the picture's vertical,
 * + towards that side: with the feet on the mat, hips as far before the knees as ankles behind, a
 * camera that looks down changes it by 1 / cos(pitch) only. */
static void measure_apart(const struct feature_state *state, const struct frame *frame,
                          struct features *features)
{
    const uint32_t hips = joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP);
    const uint32_t knees = joint_bit(JOINT_LEFT_KNEE) | joint_bit(JOINT_RIGHT_KNEE);
    const uint32_t ankles = joint_bit(JOINT_LEFT_ANKLE) | joint_bit(JOINT_RIGHT_ANKLE);
    const struct point *at = frame->joint;
    float thigh = thigh_length(state);
    float trunk = state->limb_length[LIMB_TRUNK] * (1.0f - state->trunk_shrink);
    if (frame->aside || thigh <= 0.0f)
        return;
    if (frame_sees(frame, ankles))
        put(features, FEATURE_ANKLE_GAP, 0,
            point_distance(at[JOINT_LEFT_ANKLE], at[JOINT_RIGHT_ANKLE]) / thigh);
    /* Knees whose hips are not seen may be anybody's, or anything. */
    if (!frame_sees(frame, hips | knees))
        return;
    float gap = point_distance(at[JOINT_LEFT_KNEE], at[JOINT_RIGHT_KNEE]);
    if (frame->frontal && trunk > 0.0f)
        put(features, FEATURE_KNEE_GAP, 0, gap / trunk);
    double half = (double)clamp_float(gap / (2.0f * thigh), 0.0f, 1.0f);
    double opening = 2.0 * exact_atan2(half, exact_sqrt(1.0 - half * half)); /* asin */
    put(features, FEATURE_KNEE_OPENING, 0, (float)(opening * 180.0 / EXACT_PI));
    if (!frame_sees(frame, ankles))
        return;
    struct point base = point_middle(point_middle(at[JOINT_LEFT_HIP], at[JOINT_RIGHT_HIP]),
                                     point_middle(at[JOINT_LEFT_ANKLE], at[JOINT_RIGHT_ANKLE]));
    struct point knee = point_middle(at[JOINT_LEFT_KNEE], at[JOINT_RIGHT_KNEE]);
    float to_left = at[JOINT_LEFT_HIP].x >= at[JOINT_RIGHT_HIP].x ? 1.0f : -1.0f;
    if (base.y - knee.y < KNEES_UP * thigh)
        return;
    double across = (double)(to_left * (knee.x - base.x)), up = (double)base.y - (double)knee.y;
    float tilt = (float)(exact_atan2(across, up) * 180.0 / EXACT_PI);
    put(features, FEATURE_KNEE_TILT, 0, tilt);
    put(features, FEATURE_KNEE_TILT, 1, -tilt);
}

/* shoulder_tilt = the shoulders' line against the horizontal, + this side's higher;
 * side_line = middle of the shoulders, of the hips, of the knees: 180 straight, less when the hips
 * are nearer to the floor than a straight line, more when they are higher. */
static void measure_lines(const struct frame *frame, struct features *features)
{
    const uint32_t shoulders = joint_bit(JOINT_LEFT_SHOULDER) | joint_bit(JOINT_RIGHT_SHOULDER);
    const uint32_t hips = joint_bit(JOINT_LEFT_HIP) | joint_bit(JOINT_RIGHT_HIP);
    const uint32_t knees = joint_bit(JOINT_LEFT_KNEE) | joint_bit(JOINT_RIGHT_KNEE);
    const struct point *at = frame->joint;
    if (frame->aside || !frame_sees(frame, shoulders))
        return;
    struct point left = at[JOINT_LEFT_SHOULDER], right = at[JOINT_RIGHT_SHOULDER];
    double across = (double)abs_float(left.x - right.x);
    float rise = (float)(exact_atan2((double)right.y - (double)left.y, across) * 180.0 / EXACT_PI);
    put(features, FEATURE_SHOULDER_TILT, 0, rise);
    put(features, FEATURE_SHOULDER_TILT, 1, -rise);
    if (!frame_sees(frame, hips | knees))
        return;
    /* A straight line is straight from everywhere: a body turned away a little changes nothing. */
    struct point knee = point_middle(at[JOINT_LEFT_KNEE], at[JOINT_RIGHT_KNEE]);
    float line = angle_at(frame->top, frame->bottom, knee);
    /* Below the line from shoulders to knees, at the hips' own place along it? */
    double run = (double)knee.x - (double)frame->top.x;
    double share =
        run > 0.0 || run < 0.0 ? ((double)frame->bottom.x - (double)frame->top.x) / run : 0.5;
    double level = (double)frame->top.y + share * ((double)knee.y - (double)frame->top.y);
    put(features, FEATURE_SIDE_LINE, 0, (double)frame->bottom.y > level ? line : 360.0f - line);
}

void frame_measure(struct feature_state *state, const struct feature_settings *settings,
                   struct frame *frame, bool rests, struct features *features)
{
    measure_speed(state, frame, features);
    if (rests && is_quiet(features, settings))
        outlook_learn(state, frame);
    outlook_straighten(state, frame);
    for (int side = 0; side < 2; side++) {
        measure_leg(state, frame, side, features);
        measure_elevations(frame, side, features);
    }
    measure_trunk_sagittal(frame, features);
    measure_frontal(state, settings, frame, features);
    measure_apart(state, frame, features);
    measure_lines(frame, features);
}

#include "instructor.h"

#include "movement/exact.h"
#include "movement/features.h"
#include "session/intent.h"

#include <math.h>
#include <string.h>

#define FREE_TEMPO_S  2.0f  /* where an exercise prescribes none */
#define TOP_S         0.5f  /* at the target without a hold: it can be seen */
#define REST_S        1.6f  /* at the start posture between two repetitions */
#define LOOK_DOWN_DEG 10.0f /* on thighs that point at the camera */
#define STATURE_M     1.70f /* of body_shape_default */

/* ---- time ---- */

/* Minimum jerk (Flash and Hogan 1985). */
static float smooth(double u)
{
    u = u < 0 ? 0 : u > 1 ? 1 : u;
    return (float)(u * u * u * (10 + u * (6 * u - 15)));
}

static double move_s(const struct exercise *exercise)
{
    return (double)(exercise->target.move_s > 0 ? exercise->target.move_s : FREE_TEMPO_S);
}

static double hold_s(const struct exercise *exercise)
{
    return (double)(exercise->target.hold_s > 0 ? exercise->target.hold_s : TOP_S);
}

static double return_s(const struct exercise *exercise)
{
    return (double)(exercise->target.return_s > 0 ? exercise->target.return_s : FREE_TEMPO_S);
}

double instructor_cycle_s(const struct exercise *exercise)
{
    return (double)REST_S + move_s(exercise) + hold_s(exercise) + return_s(exercise);
}

static void count_hold(const struct exercise *exercise, double held_s,
                       struct instructor_moment *moment)
{
    moment->seconds = (int32_t)(exercise->target.hold_s + 0.5f);
    moment->second = clamp_int((int)held_s + 1, 1, moment->seconds > 0 ? moment->seconds : 1);
    moment->second = moment->seconds > 0 ? moment->second : 0;
}

struct instructor_moment instructor_demonstrate(const struct exercise *exercise, double since_s)
{
    double cycle = instructor_cycle_s(exercise), since = since_s > 0 ? since_s : 0;
    double turn = floor(since / cycle), at = since - turn * cycle - (double)REST_S;
    struct instructor_moment moment = {.phase = PHASE_START, .rep = (int32_t)turn + 1};
    if (at < 0) {
        return moment;
    }
    if (at < move_s(exercise)) {
        moment.phase = PHASE_MOVE;
        moment.share = smooth(at / move_s(exercise));
        return moment;
    }
    at -= move_s(exercise);
    if (at < hold_s(exercise)) {
        moment.phase = PHASE_HOLD;
        moment.share = 1;
        count_hold(exercise, at, &moment);
        return moment;
    }
    moment.phase = PHASE_RETURN;
    moment.share = 1 - smooth((at - hold_s(exercise)) / return_s(exercise));
    return moment;
}

struct instructor_moment instructor_follow(const struct exercise *exercise, enum phase phase,
                                           double in_phase_s, float held_s, float from)
{
    struct instructor_moment moment = {.phase = phase};
    float way;
    switch (phase) {
    case PHASE_MOVE:
        way = smooth(in_phase_s / move_s(exercise));
        moment.share = from + (1 - from) * way;
        break;
    case PHASE_HOLD: /* the counting may call it a hold a little before the target is reached */
        moment.share = from + (1 - from) * smooth(in_phase_s / 0.8);
        count_hold(exercise, (double)held_s, &moment);
        break;
    case PHASE_RETURN:
        moment.share = from * (1 - smooth(in_phase_s / return_s(exercise)));
        break;
    default:
        moment.share = from * (1 - smooth(in_phase_s / 0.8));
        break;
    }
    return moment;
}

/* ---- the body ---- */

/* Of a body seen from its side, the one that is near: the watched limb's, as the coach asks. */
static bool right_is_near(const struct exercise *exercise, enum body_side side)
{
    bool other = exercise->target.signal.side == SIGNAL_OTHER;
    return exercise->view == VIEW_SIDE && exercise->sides == SIDES_EACH && side != SIDE_NONE &&
           (side == SIDE_RIGHT) != other;
}

static struct body_angles angles_at(const struct instructor *instructor, float share)
{
    const struct body_angles none = {0};
    const struct exercise *exercise = instructor->exercise;
    struct body_angles rest = intent_angles(exercise, 0, instructor->side);
    struct body_angles target = intent_angles(exercise, 1, instructor->side);
    return angles_between(&rest, &target, (double)share, &none, 0);
}

/* Who lies on the side with the shoulder high up props on the elbow below it: a keyframe's arms
 * only go forwards and back. */
static void prop_up(const struct instructor *instructor, const struct body_shape *shape,
                    struct pose *pose)
{
    int side = instructor->side == SIDE_RIGHT ? 0 : 1; /* the lower one */
    float metre = instructor->camera.body_height / STATURE_M;
    struct landmark *shoulder = &pose->joint[JOINT_LEFT_SHOULDER + side];
    struct landmark *elbow = &pose->joint[JOINT_LEFT_ELBOW + side];
    struct landmark *wrist = &pose->joint[JOINT_LEFT_WRIST + side];
    float high = instructor->camera.y - shoulder->y, upper = shape->upper_arm * metre;
    if (high < 0.2f * metre) {
        return;
    }
    float down = fminf(upper, high - 0.05f * metre);
    float aside = (float)exact_sqrt((double)(upper * upper - down * down));
    float to_head = pose->joint[JOINT_NECK].x < pose->joint[JOINT_LEFT_HIP].x ? -1.0f : 1.0f;
    struct landmark from = *elbow;
    elbow->x = shoulder->x + to_head * aside;
    elbow->y = shoulder->y + down;
    elbow->z = shoulder->z;
    wrist->x += elbow->x - from.x;
    wrist->y += elbow->y - from.y;
    wrist->z += elbow->z - from.z;
}

static struct pose pose_at(const struct instructor *instructor, float share)
{
    struct body_shape shape = body_shape_default();
    struct body_angles angles = angles_at(instructor, share);
    enum posture posture = instructor->exercise->posture;
    struct pose pose = body_pose(&shape, &angles, posture, &instructor->camera);
    if (posture == POSTURE_SIDE_LYING) {
        prop_up(instructor, &shape, &pose);
    }
    return pose;
}

struct instructor_figure instructor_figure(const struct instructor *instructor, float share)
{
    const struct keyframe *frame = instructor->exercise->keyframe;
    const float plain = 30; /* degrees of the back that are seen to move */
    bool hidden =
        instructor->exercise->guided && fabsf(frame[1].back_curve - frame[0].back_curve) < plain;
    return (struct instructor_figure){
        .pose = pose_at(instructor, share),
        .back_curve = frame[0].back_curve + (frame[1].back_curve - frame[0].back_curve) * share,
        .tension = hidden ? clamp_float(share, 0, 1) : 0,
    };
}

void instructor_project(const struct instructor *instructor, float x, float y, float z, float *px,
                        float *py)
{
    const struct body_camera *camera = &instructor->camera;
    double yaw = (double)camera->yaw_deg * EXACT_PI / 180;
    double pitch = (double)camera->pitch_deg * EXACT_PI / 180;
    float cy = (float)exact_cos(yaw), sy = (float)exact_sin(yaw);
    float cp = (float)exact_cos(pitch), sp = (float)exact_sin(pitch);
    float scale = camera->body_height / STATURE_M;
    *px = camera->x + scale * (x * cy - z * sy);
    *py = camera->y - scale * (-x * sy * sp + y * cp - z * cy * sp);
}

/* ---- the frame ---- */

struct extent {
    float left, right, top, bottom;
};

static struct extent extent_of(const struct instructor *instructor)
{
    struct extent extent = {1e9f, -1e9f, 1e9f, -1e9f};
    for (int i = 0; i < 11; i++) {
        struct pose pose = pose_at(instructor, 0.1f * (float)i);
        for (int joint = 0; joint < JOINT_COUNT; joint++) {
            extent.left = fminf(extent.left, pose.joint[joint].x);
            extent.right = fmaxf(extent.right, pose.joint[joint].x);
            extent.top = fminf(extent.top, pose.joint[joint].y);
            extent.bottom = fmaxf(extent.bottom, pose.joint[joint].y);
        }
    }
    return extent;
}

/* As large as the whole way allows, with room for hands, head and ground around the joints. */
static void frame_way(struct instructor *instructor)
{
    const float flesh = 0.15f / STATURE_M; /* beyond the joints, in body heights */
    bool upright = instructor->exercise->posture <= POSTURE_KNEELING; /* who lies, lies low */
    const float margin = 0.04f, ground = upright ? 0.09f : 0.07f;
    const float most = instructor->exercise->view == VIEW_FEET ? 1.7f
                       : instructor->aspect > 2                ? 1.8f
                                                               : 1.3f;
    struct body_camera *camera = &instructor->camera;
    camera->body_height = 0.5f;
    camera->x = camera->y = 0;
    struct extent extent = extent_of(instructor);
    float wide = extent.right - extent.left + 2 * flesh * 0.5f;
    float high = extent.bottom - extent.top + 2 * flesh * 0.5f;
    float scale = fminf((instructor->aspect - 2 * margin) / wide, (1 - margin - ground) / high);
    scale = fminf(scale, most / 0.5f);
    camera->body_height = 0.5f * scale;
    camera->x = 0.5f * instructor->aspect - 0.5f * scale * (extent.left + extent.right);
    float spare = 1 - margin - ground - scale * high;
    float below = spare * (upright ? 0.4f : 0.08f);
    camera->y = 1 - ground - below - scale * (extent.bottom + flesh * 0.25f);
}

/* ---- the way ---- */

static float travel(const struct pose *from, const struct pose *to, int joint)
{
    return hypotf(to->joint[joint].x - from->joint[joint].x,
                  to->joint[joint].y - from->joint[joint].y);
}

/* Of the joints that the target's signal rests on, the one that goes farthest. */
static void choose_tip(struct instructor *instructor)
{
    const struct signal signal = instructor->exercise->target.signal;
    struct pose from = pose_at(instructor, 0), to = pose_at(instructor, 1);
    uint32_t joints = signal_joints(signal, instructor->side);
    float far = 0.01f;
    instructor->tip = instructor->twin = -1;
    for (int joint = 0; joint < JOINT_COUNT; joint++) {
        bool trunk = joint <= JOINT_RIGHT_SHOULDER; /* a leg's joint tells more, where it moves */
        float way = (trunk ? 0.6f : 1) * travel(&from, &to, joint);
        if (joints >> joint & 1u && way > far + 0.002f) {
            far = way;
            instructor->tip = joint;
        }
    }
    if (instructor->tip < 0) {
        return;
    }
    int twin = joint_opposite((enum joint)instructor->tip);
    bool apart =
        instructor->exercise->view != VIEW_SIDE && instructor->exercise->sides == SIDES_TOGETHER;
    if (apart && twin != instructor->tip && travel(&from, &to, twin) > 0.5f * far) {
        instructor->twin = twin;
    }
}

static float share_of_step(int step)
{
    return INSTRUCTOR_MOST * (float)step / (INSTRUCTOR_STEPS - 1);
}

/* What the coach would read: quiet at rest for its reference, then along the way step by step. */
static void read_way(struct instructor *instructor)
{
    const int64_t frame_us = 33333;
    const int quiet = 150, frames_a_step = 10; /* the joints' filter settles in less */
    struct feature_settings settings = feature_settings_default();
    struct feature_state state = {0};
    struct pose pose = pose_at(instructor, 0);
    for (int i = 0; i < quiet; i++) {
        pose.t_us += frame_us;
        features_step(&state, &settings, &pose, true);
    }
    for (int step = 0; step < INSTRUCTOR_STEPS; step++) {
        int64_t t_us = pose.t_us;
        pose = pose_at(instructor, share_of_step(step));
        struct features features = {0};
        for (int i = 1; i <= frames_a_step; i++) {
            pose.t_us = t_us + i * frame_us;
            features = features_step(&state, &settings, &pose, false);
        }
        struct reading reading =
            features_read(&features, &state, instructor->exercise->target.signal, instructor->side);
        instructor->value[step] = reading.value;
        instructor->seen[step] = reading.seen;
    }
}

/* The first share of the way at which the signal comes to value; most where it doesn't. */
static float share_at(const struct instructor *instructor, float value, float most)
{
    bool rising = instructor->value[INSTRUCTOR_STEPS - 1] > instructor->value[0];
    for (int i = 0; i + 1 < INSTRUCTOR_STEPS; i++) {
        float a = instructor->value[i], b = instructor->value[i + 1];
        if (!instructor->seen[i] || !instructor->seen[i + 1] || (rising ? b < value : b > value)) {
            continue;
        }
        float part = a != b ? clamp_float((value - a) / (b - a), 0, 1) : 0;
        return fminf(share_of_step(i) + part * (share_of_step(1) - share_of_step(0)), most);
    }
    return most;
}

static void find_range(struct instructor *instructor)
{
    const struct target *target = &instructor->exercise->target;
    float first = instructor->value[0], last = instructor->value[INSTRUCTOR_STEPS - 1];
    bool moves = fabsf(last - first) > 0.5f * target->tolerance && instructor->tip >= 0 &&
                 !instructor->exercise->guided && instructor->seen[0];
    if (!moves) {
        return;
    }
    float sign = last > first ? 1.0f : -1.0f;
    instructor->low = share_at(instructor, target->value - sign * target->tolerance, 1);
    float beyond = share_at(instructor, target->value + sign * target->tolerance, INSTRUCTOR_MOST);
    instructor->high = beyond < INSTRUCTOR_MOST ? beyond : 1; /* a straight knee has no beyond */
    instructor->ranged = true;
}

bool instructor_share(const struct instructor *instructor, float value, float *share)
{
    if (!instructor->ranged) {
        return false;
    }
    *share = share_at(instructor, value, INSTRUCTOR_MOST);
    return true;
}

void instructor_prepare(struct instructor *instructor, const struct exercise *exercise,
                        enum body_side side, float aspect)
{
    memset(instructor, 0, sizeof *instructor);
    instructor->exercise = exercise;
    instructor->side = exercise->sides == SIDES_EACH && side == SIDE_NONE ? SIDE_LEFT : side;
    instructor->aspect = aspect > 0.1f ? aspect : 16.0f / 9;
    instructor->camera = body_camera_default(exercise->posture, exercise->view, 16.0f / 9);
    if (exercise->view == VIEW_FRONT && exercise->posture == POSTURE_SITTING) {
        instructor->camera.pitch_deg = LOOK_DOWN_DEG;
    }
    if (right_is_near(exercise, instructor->side)) {
        instructor->camera.yaw_deg = -instructor->camera.yaw_deg;
    }
    frame_way(instructor);
    choose_tip(instructor);
    read_way(instructor);
    find_range(instructor);
}

/* ---- the person before the camera ---- */

/* Which way round a body lies or stands in the picture: + the head, or standing the toes, at the
 * picture's right; 0 can't be told. */
static float way_round(const struct pose *pose, enum posture posture, float least)
{
    bool upright = posture == POSTURE_STANDING || posture == POSTURE_SITTING;
    float sum = 0;
    for (int side = 0; side < 2; side++) {
        const struct landmark *from =
            &pose->joint[(upright ? JOINT_LEFT_HEEL : JOINT_LEFT_HIP) + side];
        const struct landmark *to =
            &pose->joint[(upright ? JOINT_LEFT_TOE : JOINT_LEFT_SHOULDER) + side];
        if (from->confidence >= least && to->confidence >= least) {
            sum += to->x - from->x;
        }
    }
    const float clear = 0.03f; /* image heights */
    return fabsf(sum) > clear ? sum : 0;
}

bool instructor_turned(const struct instructor *instructor, const struct pose *person,
                       float min_confidence)
{
    const struct exercise *exercise = instructor->exercise;
    if (exercise->view != VIEW_SIDE || exercise->posture == POSTURE_KNEELING || !person ||
        !person->present) {
        return false;
    }
    struct pose own = pose_at(instructor, 0);
    return way_round(&own, exercise->posture, 0) *
               way_round(person, exercise->posture, min_confidence) <
           0;
}

/* Guarding signs of an exercise against what its view and its postures can show. */
#include "plan/exercise_check.h"

#include "movement/body.h"
#include "movement/geometry.h"
#include "plan/jitter.h"
#include "plan/keyframe.h"

#include <string.h>

#define AWAY_TIMES                                                                                 \
    1.4f                 /* of the distance that is support: a hand nearer than that belongs there \
                          */
#define TWICE_TIMES 1.4f /* of a difference: it is to be seen in two sessions, whatever the noise  \
                          */
#define WAY_SHARE 0.6f   /* of the whole way: less range by more than that is no repetition */

/* Trembling by 1.5 degrees four times a second lowers SPARC enough to be told in 85 of 100 up to
 * here: measured with one pixel of noise on a 480-line picture, as plan/jitter.h has it. */
#define TREMBLING_NOISE 0.65f /* degrees */
#define TREMBLING_SPEED 28.0f /* degrees a second */

static const char signs_path[] = "guarding.signs";

static struct body_angles angles_of(const struct keyframe *at)
{
    struct body_angles angles = {.trunk_inclination = at->trunk_inclination,
                                 .lateral_lean = at->lateral_lean,
                                 .pelvic_obliquity = at->pelvic_obliquity,
                                 .trunk_rotation = at->trunk_rotation};
    memcpy(angles.hip_flexion, at->hip_flexion, sizeof angles.hip_flexion);
    memcpy(angles.knee_flexion, at->knee_flexion, sizeof angles.knee_flexion);
    memcpy(angles.hip_abduction, at->hip_abduction, sizeof angles.hip_abduction);
    memcpy(angles.hip_rotation, at->hip_rotation, sizeof angles.hip_rotation);
    memcpy(angles.shoulder_flexion, at->shoulder_flexion, sizeof angles.shoulder_flexion);
    memcpy(angles.elbow_flexion, at->elbow_flexion, sizeof angles.elbow_flexion);
    return angles;
}

static struct point at(const struct pose *pose, enum joint joint)
{
    return (struct point){pose->joint[joint].x, pose->joint[joint].y};
}

/* How near the nearer hand is to hip or thigh at the target, in trunk lengths of a body upright. */
static float hand_distance(const struct exercise *exercise)
{
    struct body_shape shape = body_shape_default();
    struct body_angles angles = angles_of(&exercise->keyframe[1]);
    struct body_camera camera = body_camera_default(exercise->posture, exercise->view, 1.78f);
    struct pose pose = body_pose(&shape, &angles, exercise->posture, &camera);
    struct body_angles upright = {0};
    struct pose tall = body_pose(&shape, &upright, POSTURE_STANDING, &camera);
    float trunk = point_distance(at(&tall, JOINT_LEFT_SHOULDER), at(&tall, JOINT_LEFT_HIP));
    float least = 1e6f;
    for (int side = 0; side < 2; side++) {
        struct point wrist = at(&pose, (enum joint)(JOINT_LEFT_WRIST + side));
        struct point hip = at(&pose, (enum joint)(JOINT_LEFT_HIP + side));
        struct point knee = at(&pose, (enum joint)(JOINT_LEFT_KNEE + side));
        float apart = point_distance_to_line(wrist, hip, knee) / trunk;
        least = apart < least ? apart : least;
    }
    return least;
}

static void check_shift(const struct exercise *exercise, struct cfg_check *check)
{
    bool upright = exercise->posture == POSTURE_STANDING || exercise->posture == POSTURE_SITTING ||
                   exercise->posture == POSTURE_KNEELING;
    enum feature_kind target = exercise->target.signal.kind;
    if (exercise->view != VIEW_FRONT || !upright)
        cfg_complain(check, signs_path,
                     "\"shift\" shows from the front of an upright body only; view is \"%s\"",
                     view_name(exercise->view));
    else if (target == FEATURE_LATERAL_LEAN || target == FEATURE_TRUNK_SHIFT)
        cfg_complain(check, signs_path, "\"shift\" is what this exercise asks for: %s",
                     feature_info(target)->name);
}

static void check_asymmetry(const struct exercise *exercise, struct cfg_check *check)
{
    if (exercise->sides != SIDES_EACH)
        cfg_complain(check, signs_path,
                     "\"asymmetry\" compares sides that are done one by one; sides is "
                     "\"together\"");
    else if (strcmp(feature_info(exercise->target.signal.kind)->unit, "deg") != 0)
        cfg_complain(check, signs_path, "\"asymmetry\" compares angles; %s is none",
                     feature_info(exercise->target.signal.kind)->name);
}

/* From the front a hand at hip or thigh is nearer to the camera than they are, and a camera that
 * stands a little askew shows it elsewhere. */
static void check_support(const struct exercise *exercise, struct cfg_check *check)
{
    if (exercise->view != VIEW_SIDE) {
        cfg_complain(check, signs_path, "\"support\" shows from the side only; view is \"%s\"",
                     view_name(exercise->view));
        return;
    }
    float apart = hand_distance(exercise), least = AWAY_TIMES * exercise->guarding.support_distance;
    if (apart < least)
        cfg_complain(check, signs_path,
                     "\"support\": hands belong near the hip here; the target posture has them "
                     "%.2g trunk lengths away, %.2g is needed",
                     (double)apart, (double)least);
}

static bool is_in_degrees(struct signal signal)
{
    return strcmp(feature_info(signal.kind)->unit, "deg") == 0;
}

/* What counts as a repetition is at least so far along; false where the counting signal is another
 * one. */
static bool least_counted(const struct exercise *exercise, float *value)
{
    struct signal target = exercise->target.signal, counted = exercise->phase.signal;
    *value = exercise->phase.reach;
    return target.kind == counted.kind && target.side == counted.side;
}

/* Where the whole way is hardly more than the difference that is asked for, or what is smaller by
 * so much is not counted, none can be told. */
static void check_way(const struct exercise *exercise, enum guarding_sign sign, float least,
                      struct cfg_check *check)
{
    float start, end, reach;
    struct signal signal = exercise->target.signal;
    if (!(exercise->guarding.signs & guarding_bit(sign)) || !is_in_degrees(signal) ||
        !keyframe_signal(exercise, &exercise->keyframe[0], signal, &start) ||
        !keyframe_signal(exercise, &exercise->keyframe[1], signal, &end))
        return;
    float way = abs_float(end - start);
    if (least > WAY_SHARE * way)
        cfg_complain(check, signs_path,
                     "\"%s\" needs a difference of %g degrees; the whole way is %.3g",
                     guarding_sign_name(sign), (double)least, (double)way);
    else if (least_counted(exercise, &reach) && least > abs_float(exercise->target.value - reach))
        cfg_complain(
            check, signs_path,
            "\"%s\" needs a difference of %g degrees; what is smaller by more than %.3g is "
            "no repetition (counting.reach)",
            guarding_sign_name(sign), (double)least,
            (double)abs_float(exercise->target.value - reach));
}

/* Trembling must stand out from the camera's noise and from the speed of the movement itself. */
static void check_jerkiness(const struct exercise *exercise, struct cfg_check *check)
{
    float start, end;
    struct signal signal = exercise->target.signal;
    float noise = jitter_of(signal, JITTER_VALUE, exercise->view);
    if (!is_in_degrees(signal) ||
        !keyframe_signal(exercise, &exercise->keyframe[0], signal, &start) ||
        !keyframe_signal(exercise, &exercise->keyframe[1], signal, &end))
        return;
    float speed =
        exercise->target.move_s > 0.0f ? abs_float(end - start) / exercise->target.move_s : 0.0f;
    if (noise > TREMBLING_NOISE)
        cfg_advise(
            check, signs_path,
            "\"jerkiness\" is lost in the camera's noise in %s, %.2g degrees; it shows up to "
            "%g",
            feature_info(signal.kind)->name, (double)noise, (double)TREMBLING_NOISE);
    else if (speed > TREMBLING_SPEED)
        cfg_advise(
            check, signs_path,
            "\"jerkiness\" is lost in so quick a movement, %.2g degrees a second in the mean; "
            "it shows up to %g",
            (double)speed, (double)TREMBLING_SPEED);
}

void exercise_check_guarding(const struct exercise *exercise, struct cfg_check *check)
{
    const struct guarding *guarding = &exercise->guarding;
    if (guarding->signs == 0)
        return;
    if (exercise->guided) {
        cfg_complain(check, signs_path,
                     "an exercise led by the clock is not measured; leave this group out");
        return;
    }
    if (guarding->signs & guarding_bit(SIGN_SHIFT))
        check_shift(exercise, check);
    if (guarding->signs & guarding_bit(SIGN_ASYMMETRY))
        check_asymmetry(exercise, check);
    if (guarding->signs & guarding_bit(SIGN_SUPPORT))
        check_support(exercise, check);
    if (guarding->signs & guarding_bit(SIGN_JERKINESS))
        check_jerkiness(exercise, check);
    check_way(exercise, SIGN_REDUCED_RANGE, guarding->range_least_deg, check);
    check_way(exercise, SIGN_ASYMMETRY, TWICE_TIMES * guarding->asymmetry_least_deg, check);
}

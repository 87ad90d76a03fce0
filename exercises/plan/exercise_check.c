#include "plan/exercise_check.h"
#include "plan/blanks.h"

#include "plan/calm.h"
#include "plan/caps.h"
#include "plan/cfg_signal.h"
#include "plan/jitter.h"
#include "plan/keyframe.h"

#include <stdio.h>
#include <string.h>

#define PATH_ROOM 48

static void check_signal(const struct exercise *exercise, struct signal signal, const char *path,
                         struct cfg_check *check)
{
    const struct feature_info *info = feature_info(signal.kind);
    bool side_view = exercise->view == VIEW_SIDE;
    int before = cfg_check_errors(check);
    if (info->plane == PLANE_SAGITTAL && !side_view)
        cfg_complain(check, path, "%s can be seen from the side only; view is \"%s\"", info->name,
                     view_name(exercise->view));
    if ((info->plane == PLANE_FRONTAL || info->plane == PLANE_NOT_SIDE) && side_view)
        cfg_complain(check, path, "%s can't be seen from the side; view is \"side\"", info->name);
    if (!info->sided)
        return;
    if (cfg_check_errors(check) == before && signal.side == SIGNAL_BOTH &&
        jitter_cancels(signal.kind)) {
        char nearest[CFG_SIGNAL_SIZE];
        enum signal_side side = exercise->sides == SIDES_EACH ? SIGNAL_ACTIVE : SIGNAL_LEFT;
        cfg_signal_text((struct signal){signal.kind, side}, nearest);
        cfg_problem_hint(cfg_complain(check, path,
                                      "the two sides of %s cancel each other; write \"%s\"",
                                      info->name, nearest),
                         NULL, NULL, nearest);
    }
    bool one_side = signal.side == SIGNAL_ACTIVE || signal.side == SIGNAL_OTHER;
    if (one_side && exercise->sides == SIDES_TOGETHER)
        cfg_complain(check, path,
                     "there is no active side when sides is \"together\"; write \"%s both\"",
                     info->name);
    if ((signal.side == SIGNAL_NEAR || signal.side == SIGNAL_FAR) && !side_view)
        cfg_complain(check, path, "near and far are known in a side view only; view is \"%s\"",
                     view_name(exercise->view));
}

static void check_cap(enum feature_kind kind, float low, float high, const char *path,
                      struct cfg_check *check)
{
    struct span cap = caps_of_value(kind);
    char allowed[CFG_ALLOWED_SIZE];
    snprintf(allowed, sizeof allowed, "%g to %g", (double)cap.low, (double)cap.high);
    if (low < cap.low || high > cap.high)
        cfg_problem_hint(cfg_complain(check, path, "%g is beyond the hard cap of %s, %s",
                                      (double)(low < cap.low ? low : high),
                                      feature_info(kind)->name, allowed),
                         NULL, allowed, NULL);
}

static const char *kind_words(enum exercise_kind kind)
{
    return kind == EXERCISE_STRETCH ? "a stretch" : "a strength exercise";
}

/* The file's own postures go to the target, and the times given leave a speed below the cap. */
static void check_way(const struct exercise *exercise, struct cfg_check *check)
{
    const struct target *target = &exercise->target;
    const struct feature_info *info = feature_info(target->signal.kind);
    float start, end, most = caps_of_rate(exercise->kind);
    if (!keyframe_signal(exercise, &exercise->keyframe[0], target->signal, &start) ||
        !keyframe_signal(exercise, &exercise->keyframe[1], target->signal, &end) ||
        exercise->guided)
        return;
    if (end < target->value - target->tolerance || end > target->value + target->tolerance)
        cfg_complain(check, "target.value",
                     "%g with its tolerance of %g is not what the target posture has, %.3g",
                     (double)target->value, (double)target->tolerance, (double)end);
    float way = end > start ? end - start : start - end;
    const float times[] = {target->move_s, target->return_s};
    static const char *const paths[] = {"target.move_s", "target.return_s"};
    for (size_t i = 0; i < ARRAY_LENGTH(times); i++)
        if (strcmp(info->unit, "deg") == 0 && times[i] > 0.0f && way > most * times[i])
            cfg_complain(check, paths[i],
                         "%g s for %.3g degrees is beyond the hard cap of %g degrees a second "
                         "for %s",
                         (double)times[i], (double)way, (double)most, kind_words(exercise->kind));
}

static void check_target(const struct exercise *exercise, struct cfg_check *check)
{
    const struct target *target = &exercise->target;
    float longest = caps_of_hold(exercise->kind);
    int before = cfg_check_errors(check);
    float points = target->range_points + target->hold_points + 2.0f * target->tempo_points +
                   target->constancy_points;
    check_signal(exercise, target->signal, "target.signal", check);
    check_cap(target->signal.kind, target->value - target->tolerance,
              target->value + target->tolerance, "target.value", check);
    if (target->hold_s > longest)
        cfg_complain(check, "target.hold_s", "%g s is beyond the hard cap of %g s for %s",
                     (double)target->hold_s, (double)longest, kind_words(exercise->kind));
    else if (exercise->kind == EXERCISE_STRETCH && target->hold_s > USUAL_HOLD_STRETCH_S)
        cfg_advise(check, "target.hold_s",
                   "%g s is longer than the usual %g s; only older adults hold up to %g s",
                   (double)target->hold_s, (double)USUAL_HOLD_STRETCH_S, (double)longest);
    if (target->hold_s > 0.0f && exercise->hold_cue[0] == '\0')
        cfg_complain(check, "hold_cue", "is missing; there is a hold of %g s",
                     (double)target->hold_s);
    if (points > 100.0f)
        cfg_complain(
            check, "target",
            "range, hold, constancy and twice the tempo points make %g; at most 100 can be lost",
            (double)points);
    if (cfg_check_errors(check) == before)
        check_way(exercise, check);
    if (exercise->guided && target->move_s + target->hold_s + target->return_s <= 0.0f)
        cfg_complain(check, "target.hold_s",
                     "is 0, as move_s and return_s are; a guided exercise goes by these times");
}

static void check_dosage(const struct exercise *exercise, struct cfg_check *check)
{
    if (exercise->dosage.reps > USUAL_REPS)
        cfg_advise(check, "dosage.reps", "%d is more than the %d that any source lists",
                   exercise->dosage.reps, USUAL_REPS);
}

/* True if a is before b on the way from rest to reach. */
static bool is_before(const struct phase_rule *phase, float a, float b)
{
    return phase->reach > phase->rest ? a < b : a > b;
}

/* The levels are in order, and the file's own postures come to rest and reach. */
static void check_phase(const struct exercise *exercise, struct cfg_check *check)
{
    const struct phase_rule *phase = &exercise->phase;
    float start, target;
    check_signal(exercise, phase->signal, "counting.signal", check);
    check_cap(phase->signal.kind, phase->reach, phase->reach, "counting.reach", check);
    if (exercise->guided)
        return; /* the clock counts */
    if (!is_before(phase, phase->rest, phase->leave) ||
        !is_before(phase, phase->leave, phase->reach)) {
        cfg_complain(check, "counting.leave",
                     "%g is not between rest %g and reach %g; the three are in order, rising or "
                     "falling",
                     (double)phase->leave, (double)phase->rest, (double)phase->reach);
        return;
    }
    if (!keyframe_signal(exercise, &exercise->keyframe[0], phase->signal, &start) ||
        !keyframe_signal(exercise, &exercise->keyframe[1], phase->signal, &target))
        return;
    if (is_before(phase, phase->rest, start))
        cfg_complain(check, "counting.rest", "%g is never come back to: the start posture has %.3g",
                     (double)phase->rest, (double)start);
    if (is_before(phase, target, phase->reach))
        cfg_complain(check, "counting.reach", "%g is never reached: the target posture has %.3g",
                     (double)phase->reach, (double)target);
}

/* A repetition done at the tempo asked for is one that counts. */
static void check_time(const struct exercise *exercise, struct cfg_check *check)
{
    const struct phase_rule *phase = &exercise->phase;
    const struct target *target = &exercise->target;
    float whole = target->move_s + target->hold_s + target->return_s;
    bool timed = target->move_s > 0.0f && target->return_s > 0.0f;
    if (!exercise->guided && timed && phase->min_move_s > whole)
        cfg_complain(check, "counting.min_move_s",
                     "%g s is longer than move_s, hold_s and return_s together, %g s",
                     (double)phase->min_move_s, (double)whole);
}

static void check_id(const char *id, const char *path, struct cfg_check *check)
{
    if (!id_is_good(id))
        cfg_complain(check, path, "\"%s\" may only hold small letters, digits and _", id);
}

/* How far value is beyond the level; at most 0: it isn't. */
static float beyond(enum compare compare, float value, float level)
{
    if (compare == COMPARE_BELOW)
        return level - value;
    return (compare == COMPARE_EITHER && value < 0.0f ? -value : value) - level;
}

/* A hip's height is reckoned in the side's plane; a thigh turned out takes the shank out of it. */
static bool is_reckoned(const struct keyframe *keyframe, enum feature_kind kind)
{
    bool turned = false;
    for (int i = 0; i < 2; i++)
        turned = turned || keyframe->hip_rotation[i] != 0.0f || keyframe->hip_abduction[i] != 0.0f;
    return kind != FEATURE_HIP_HEIGHT || !turned;
}

/* A level that the file's own postures pass would be told in every repetition, however clean. */
static void check_postures(const struct exercise *exercise, struct signal signal,
                           enum quantity quantity, enum compare compare, float level,
                           const char *path, struct cfg_check *check)
{
    static const char *const names[EXERCISE_KEYFRAMES] = {"start", "target"};
    for (int i = 0; i < EXERCISE_KEYFRAMES; i++) {
        float value;
        if (quantity != QUANTITY_VALUE || !is_reckoned(&exercise->keyframe[i], signal.kind) ||
            !keyframe_signal(exercise, &exercise->keyframe[i], signal, &value) ||
            beyond(compare, value, level) <= 0.0f)
            continue;
        cfg_complain(check, path, "%g is passed by the %s posture itself, which has %.3g",
                     (double)level, names[i], (double)value);
        return;
    }
}

static void check_fault(const struct exercise *exercise, int index, struct cfg_check *check)
{
    const struct fault *fault = &exercise->fault[index];
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "faults.[%d].id", index);
    check_id(fault->id, path, check);
    for (int i = 0; i < index; i++)
        if (strcmp(exercise->fault[i].id, fault->id) == 0)
            cfg_complain(check, path, "\"%s\" is fault %d's already", fault->id, i + 1);
    snprintf(path, sizeof path, "faults.[%d].signal", index);
    check_signal(exercise, fault->signal, path, check);
    snprintf(path, sizeof path, "faults.[%d].limit", index);
    if (fault->compare == COMPARE_EITHER && fault->limit <= 0.0f)
        cfg_complain(check, path, "must be above 0 when it counts either way");
    else
        check_postures(exercise, fault->signal, fault->quantity, fault->compare, fault->limit, path,
                       check);
}

static void check_limit_levels(const struct exercise *exercise, int index, struct cfg_check *check)
{
    const struct limit_rule *limit = &exercise->limit[index];
    struct span cap = caps_of_value(limit->signal.kind);
    float most = limit->quantity == QUANTITY_RATE ? caps_of_rate(exercise->kind) : cap.high;
    float least = limit->quantity == QUANTITY_RATE ? -most : cap.low;
    bool below = limit->compare == COMPARE_BELOW;
    float last = limit->stop < 0.0f || limit->stop > 0.0f ? limit->stop : limit->warn;
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "limits.[%d].warn", index);
    if (limit->compare == COMPARE_EITHER && limit->warn <= 0.0f)
        cfg_complain(check, path, "must be above 0 when it counts either way");
    if (below ? last < least : last > most)
        cfg_complain(check, path, "%g is beyond the hard cap of %g for %s", (double)last,
                     (double)(below ? least : most),
                     limit->quantity == QUANTITY_RATE ? "speed"
                                                      : feature_info(limit->signal.kind)->name);
    snprintf(path, sizeof path, "limits.[%d].stop", index);
    if (below ? last > limit->warn : last < limit->warn)
        cfg_complain(check, path, "%g comes before warn, %g; stop lies further out", (double)last,
                     (double)limit->warn);
}

static void check_limit(const struct exercise *exercise, int index, struct cfg_check *check)
{
    const struct limit_rule *limit = &exercise->limit[index];
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "limits.[%d].id", index);
    check_id(limit->id, path, check);
    for (int i = 0; i < index; i++)
        if (strcmp(exercise->limit[i].id, limit->id) == 0)
            cfg_complain(check, path, "\"%s\" is limit %d's already", limit->id, i + 1);
    snprintf(path, sizeof path, "limits.[%d].signal", index);
    check_signal(exercise, limit->signal, path, check);
    check_limit_levels(exercise, index, check);
    snprintf(path, sizeof path, "limits.[%d].warn", index);
    check_postures(exercise, limit->signal, limit->quantity, limit->compare, limit->warn, path,
                   check);
}

void exercise_check_calm(const char *text, const char *path, struct cfg_check *check)
{
    struct calm_found found;
    if (calm_find(text, &found))
        cfg_problem_hint(cfg_complain(check, path,
                                      "\"%.*s\" can frighten; say it calmly, such as \"%s\"",
                                      found.length, found.start, found.instead),
                         NULL, "calm words", found.instead);
}

static void check_words(const struct exercise *exercise, struct cfg_check *check)
{
    char path[PATH_ROOM];
    exercise_check_calm(exercise->name, "name", check);
    exercise_check_calm(exercise->start_cue, "start_cue", check);
    exercise_check_calm(exercise->side_cue, "side_cue", check);
    exercise_check_calm(exercise->move_cue, "move_cue", check);
    exercise_check_calm(exercise->hold_cue, "hold_cue", check);
    exercise_check_calm(exercise->return_cue, "return_cue", check);
    exercise_check_calm(exercise->muscles, "muscles", check);
    for (int i = 0; i < exercise->fault_count; i++) {
        snprintf(path, sizeof path, "faults.[%d].cue", i);
        exercise_check_calm(exercise->fault[i].cue, path, check);
    }
    for (int i = 0; i < exercise->limit_count; i++) {
        snprintf(path, sizeof path, "limits.[%d].cue", i);
        exercise_check_calm(exercise->limit[i].cue, path, check);
    }
}

/* "{side} leg back, {other} arm forward": in braces nothing but these two. */
static void check_side_cue(const struct exercise *exercise, struct cfg_check *check)
{
    if (exercise->sides == SIDES_TOGETHER) {
        if (exercise->side_cue[0])
            cfg_complain(check, "side_cue", "is said of one side; sides is \"together\"");
        return;
    }
    if (!exercise->side_cue[0]) {
        cfg_advise(check, NULL,
                   "side_cue is missing: with closed eyes it is not clear which side does what; "
                   "such as \"The {side} leg.\"");
        return;
    }
    static const struct blank known[] = {{"{side}", NULL}, {"{other}", NULL}};
    if (blanks_unknown(exercise->side_cue, known, (int)ARRAY_LENGTH(known)))
        cfg_complain(check, "side_cue", "in braces only {side} and {other} are known");
}

void exercise_check(const void *item, struct cfg_check *check)
{
    const struct exercise *exercise = item;
    check_words(exercise, check);
    if (!cfg_check_sound(check))
        return;
    int before = cfg_check_errors(check);
    check_id(exercise->id, "id", check);
    check_dosage(exercise, check);
    check_side_cue(exercise, check);
    check_target(exercise, check);
    check_phase(exercise, check);
    check_time(exercise, check);
    exercise_check_guarding(exercise, check);
    for (int i = 0; i < exercise->fault_count; i++)
        check_fault(exercise, i, check);
    for (int i = 0; i < exercise->limit_count; i++)
        check_limit(exercise, i, check);
    if (cfg_check_errors(check) == before)
        exercise_check_noise(exercise, check);
}

/* Figures as JSON. Numbers are rounded before they are printed: short, and the same on every
 * machine, since the rounding and the division by a power of ten are exact to the last bit. */
#include "scored.h"
#include "utf8.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double scored_round(double value, int decimals)
{
    static const double scales[] = {1, 10, 100, 1000};
    double scale = scales[clamp_int(decimals, 0, 3)];
    double whole = floor(fabs(value) * scale + 0.5) / scale;
    return value < 0 && whole > 0 ? -whole : whole;
}

static void add_number(cJSON *object, const char *key, double value, int decimals)
{
    cJSON_AddNumberToObject(object, key, scored_round(value, decimals));
}

static void add_if_seen(cJSON *object, const char *key, bool seen, double value, int decimals)
{
    if (seen)
        add_number(object, key, value, decimals);
    else
        cJSON_AddNullToObject(object, key);
}

static void add_hash(cJSON *object, const char *key, uint64_t hash)
{
    char text[20];
    snprintf(text, sizeof text, "%016llx", (unsigned long long)hash);
    cJSON_AddStringToObject(object, key, text);
}

/* A file's name may be any bytes, JSON may not: what is no UTF-8 becomes "?". */
static void add_text(cJSON *object, const char *key, const char *text)
{
    char *clean = strdup(text);
    if (!clean)
        return;
    for (char *at = clean; *at;) {
        size_t length = utf8_length(at);
        if (length == 0)
            *at = '?';
        at += length ? length : 1;
    }
    cJSON_AddStringToObject(object, key, clean);
    free(clean);
}

static double seconds(int64_t t_us)
{
    return (double)t_us / 1e6;
}

static void add_items(cJSON *object, const struct rep_result *rep)
{
    cJSON *deductions = cJSON_AddArrayToObject(object, "deductions");
    cJSON *not_seen = cJSON_AddArrayToObject(object, "not_seen");
    for (int i = 0; i < rep->item_count; i++) {
        const struct score_item *item = &rep->item[i];
        if (!item->seen) {
            cJSON_AddItemToArray(not_seen, cJSON_CreateString(item->rule));
            continue;
        }
        cJSON *deduction = cJSON_CreateObject();
        cJSON_AddItemToArray(deductions, deduction);
        cJSON_AddStringToObject(deduction, "rule", item->rule);
        add_number(deduction, "points", (double)item->points, 1);
        add_number(deduction, "value", (double)item->value, 3);
        add_number(deduction, "limit", (double)item->limit, 3);
        add_number(deduction, "t_s", seconds(item->t_us), 3);
    }
}

static cJSON *make_rep(const struct rep_result *rep, int32_t set, const struct exercise *exercise)
{
    const char *unit = feature_info(exercise->target.signal.kind)->unit;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "set", set);
    cJSON_AddNumberToObject(object, "index", rep->index);
    add_number(object, "start_s", seconds(rep->start_us), 3);
    add_number(object, "end_s", seconds(rep->end_us), 3);
    cJSON_AddBoolToObject(object, "guided", rep->guided);
    add_if_seen(object, "score", !rep->unscored, (double)rep->score, 1);
    add_if_seen(object, "judged", !rep->unscored, (double)rep->judged, 3);
    add_if_seen(object, strcmp(unit, "deg") == 0 ? "rom_deg" : "rom_ratio", rep->range_seen,
                (double)rep->range, strcmp(unit, "deg") == 0 ? 1 : 3);
    add_if_seen(object, "hold_s", rep->hold_seen, (double)rep->hold_s, 3);
    add_if_seen(object, "move_s", rep->move_s > 0, (double)rep->move_s, 3);
    add_if_seen(object, "return_s", rep->return_s > 0, (double)rep->return_s, 3);
    add_number(object, "seen", (double)rep->seen, 3);
    add_if_seen(object, "hesitation_s", rep->pauses_seen, (double)rep->pauses.hesitation_s, 3);
    add_if_seen(object, "velocity_peaks", rep->pauses_seen, rep->pauses.peaks, 0);
    add_if_seen(object, "sparc", rep->sparc_seen, (double)rep->sparc, 3);
    add_items(object, rep);
    return object;
}

/* Right against left where both were done, an entry an exercise. */
static cJSON *make_symmetry(const struct scored *scored)
{
    cJSON *list = cJSON_CreateArray();
    for (int32_t step = 0; step < scored->plan->step_count; step++) {
        float index;
        if (!summary_symmetry(&scored->summary, step, &index))
            continue;
        cJSON *object = cJSON_CreateObject();
        cJSON_AddStringToObject(object, "exercise", scored->plan->step[step].id);
        add_number(object, "symmetry_index", (double)index, 1);
        cJSON_AddItemToArray(list, object);
    }
    return list;
}

static cJSON *make_warning(const struct summary_warning *warning)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "rule", warning->id);
    cJSON_AddStringToObject(object, "level", warning_level_name(warning->level));
    add_number(object, "t_s", (double)warning->t_s, 3);
    add_number(object, "value", (double)warning->value, 3);
    add_number(object, "limit", (double)warning->limit, 3);
    add_number(object, "lead_s", (double)warning->lead_s, 3);
    return object;
}

static cJSON *make_sign(const struct summary_sign *sign)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "sign", guarding_sign_name(sign->found.sign));
    cJSON_AddNumberToObject(object, "set", sign->set);
    cJSON_AddNumberToObject(object, "rep", sign->index);
    add_number(object, "t_s", (double)sign->t_s, 3);
    add_number(object, "value", (double)sign->found.value, 3);
    add_number(object, "baseline", (double)sign->found.baseline, 3);
    add_number(object, "limit", (double)sign->found.limit, 3);
    return object;
}

static cJSON *make_block(const struct scored *scored, const struct summary_block *block)
{
    const struct exercise *exercise = &scored->plan->step[block->step];
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "exercise", exercise->id);
    cJSON_AddStringToObject(object, "side", side_name(block->side));
    cJSON *reps = cJSON_AddArrayToObject(object, "reps");
    for (int32_t i = 0; i < block->rep_count; i++)
        cJSON_AddItemToArray(reps, make_rep(&block->rep[i], block->rep_set[i], exercise));
    cJSON *warnings = cJSON_AddArrayToObject(object, "warnings");
    for (int32_t i = 0; i < block->warning_count; i++)
        cJSON_AddItemToArray(warnings, make_warning(&block->warning[i]));
    cJSON *signs = cJSON_AddArrayToObject(object, "guarding");
    for (int32_t i = 0; i < block->sign_count; i++)
        cJSON_AddItemToArray(signs, make_sign(&block->sign[i]));
    cJSON_AddNumberToObject(object, "alerts", block->alerts);
    add_number(object, "untracked_s", (double)block->untracked_s, 3);
    return object;
}

char *scored_json(const struct scored *scored)
{
    const struct summary *summary = &scored->summary;
    cJSON *object = cJSON_CreateObject();
    add_text(object, "recording", scored->name);
    add_text(object, "tracker", scored->header->tracker);
    add_hash(object, "plan", scored->plan_hash);
    add_hash(object, "hash", scored->hash);
    cJSON_AddBoolToObject(object, "what_if", scored->what_if);
    cJSON_AddBoolToObject(object, "complete", scored->complete);
    if (!scored->complete)
        add_text(object, "missing", scored->missing.text);
    float form = summary_form(summary, NULL);
    add_if_seen(object, "form", form >= 0, (double)form, 1);
    cJSON_AddNumberToObject(object, "abandoned", summary->abandoned);
    if (summary->done)
        cJSON_AddStringToObject(object, "ended", done_reason_name(summary->reason));
    cJSON *exercises = cJSON_AddArrayToObject(object, "exercises");
    for (int32_t i = 0; i < summary->block_count; i++)
        if (summary->block[i].step < scored->plan->step_count)
            cJSON_AddItemToArray(exercises, make_block(scored, &summary->block[i]));
    cJSON_AddItemToObject(object, "symmetry", make_symmetry(scored));
    char *text = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    return text;
}

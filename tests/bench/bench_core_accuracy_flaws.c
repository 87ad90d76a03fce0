/* Faults, limits and other flaws by grade: found, in time, and in the order of the scores. */
#include "accuracy.h"
#include "bench.h"
#include "plan/jitter.h"
#include "wilson.h"

#include <math.h>
#include <stdio.h>

#define NOISE_MOST  0.1 /* of a level; beyond it nothing is promised */
#define GOAL_LEAD_S 0.3

static const enum flaw_kind items[ITEMS] = {
    FLAW_SHORT,  FLAW_RUSH,      FLAW_DROP,    FLAW_HOLD_CUT, FLAW_HESITATION, FLAW_TREMOR,
    FLAW_RECOIL, FLAW_ASYMMETRY, FLAW_SUPPORT, FLAW_SLOWING,  FLAW_SHIFT};
static const float grades[GRADES] = {0.8f, 0.9f, 0.95f, 1, 2, 3, 4};

static struct row flawed_row(const struct plan *plan, uint64_t seed, int sets, struct flaw flaw)
{
    struct row row = {.plan = plan, .options = clean_person(plan, seed, 1), .sets = sets};
    row.options.flaw = flaw;
    row.options.heedless = true;
    return row;
}

/* Grades that goals speak of get all the sets, the others a quarter. */
void flaws_fill(const struct plan *plan, uint64_t seed, int sets, struct row *row)
{
    const struct exercise *e = &plan->step[0];
    int few = sets < 4 ? 1 : sets / 4;
    for (int i = 0; i < TRIAL_RULES; i++) {
        bool limit = i >= EXERCISE_MAX_FAULTS;
        int index = limit ? i - EXERCISE_MAX_FAULTS : i;
        bool there = index < (limit ? e->limit_count : e->fault_count);
        struct flaw flaw = {.kind = limit ? FLAW_LIMIT : FLAW_FAULT, .rule = index};
        for (int g = 0; g < GRADES; g++) {
            flaw.grade = grades[g];
            int count = !there ? 0 : grades[g] >= 2 ? sets : few;
            row[i * GRADES + g] = flawed_row(plan, seed, count, flaw);
            row[i * GRADES + g].options.flaw_reps = 1; /* tries again without */
        }
    }
    row[FLAWS] = flawed_row(plan, seed, sets, (struct flaw){0});
    for (int i = 0; i < ITEMS; i++)
        for (int g = 0; g < ITEM_GRADES; g++) {
            struct flaw flaw = {.kind = items[i], .grade = (float)(g + 1), .side = plan->side[0]};
            row[FLAWS + 1 + i * ITEM_GRADES + g] = flawed_row(plan, seed, few, flaw);
        }
}

/* The same points could be judged of both: a time that was not seen costs nothing. */
static bool judged_alike(const struct row *a, const struct row *b, int set)
{
    return a->judged && b->judged && fabsf(a->judged[set] - b->judged[set]) < 0.01f;
}

/* Pairs of sets, the same but for the grade, in which the worse scored over 3 points more. */
static int order_broken(const struct row *clean, const struct row *graded, int *pairs)
{
    int broken = 0;
    *pairs = 0;
    for (int better = -1; better < ITEM_GRADES; better++)
        for (int worse = better + 1; worse < ITEM_GRADES; worse++) {
            const struct row *a = better < 0 ? clean : &graded[better], *b = &graded[worse];
            for (int set = 0; a->score && b->score && set < a->sets && set < b->sets; set++) {
                if (isnan(a->score[set]) || isnan(b->score[set]) || !judged_alike(a, b, set))
                    continue;
                ++*pairs;
                broken += b->score[set] > a->score[set] + 3;
            }
        }
    return broken;
}

/* The camera's noise in a rule's signal over its level; above a tenth no goal is set. */
static double noise_of(const struct exercise *e, int index)
{
    const struct limit_rule *limit = &e->limit[index % EXERCISE_MAX_FAULTS];
    const struct fault *fault = &e->fault[index % EXERCISE_MAX_FAULTS];
    if (index >= EXERCISE_MAX_FAULTS)
        return (double)jitter_of(limit->signal, jitter_look_at(limit), e->view) /
               fabs((double)limit->warn);
    enum jitter_look look = fault->quantity == QUANTITY_RATE ? JITTER_RATE : JITTER_CALM_VALUE;
    return (double)jitter_of(fault->signal, look, e->view) / fabs((double)fault->limit);
}

static void print_found(int found, int count, bool goal)
{
    if (count == 0) {
        printf("      -     ");
        return;
    }
    struct wilson share = wilson_of(found, count);
    printf(" %3.0f%%/%-4d%s ", 100 * share.share, count, goal && share.share < 0.95 ? "!" : " ");
}

static const char *mark(bool good)
{
    return good ? "" : "!";
}

/* What was found at each grade, and which of that is too little. */
static void print_grades(const char *exercise, const char *rule, const struct row *row, bool goal,
                         struct misses *misses)
{
    for (int g = NEARS; g < GRADES; g++) {
        bool asked = goal && grades[g] >= 2;
        print_found(row[g].found, row[g].is_so, asked);
        if (!asked || row[g].is_so == 0)
            continue;
        char text[96];
        snprintf(text, sizeof text, "%s: found at grade %d", rule, g - NEARS + 1);
        misses_add(misses, exercise, text, 95 - 100.0 * row[g].found / row[g].is_so,
                   "points of 100");
    }
}

/* Sets that are not among those of which something was to be found, and why. */
static void print_left_out(const struct row *row)
{
    int stopped = 0, noisy = 0;
    for (int g = NEARS; g < GRADES; g++) {
        stopped += row[g].stopped;
        noisy += row[g].noisy;
    }
    if (stopped > 0)
        printf("  stop first");
    for (int g = NEARS; g < GRADES && stopped > 0; g++)
        printf(" %d", row[g].stopped);
    if (noisy > 0)
        printf("  not seen well enough");
    for (int g = NEARS; g < GRADES && noisy > 0; g++)
        printf(" %d", row[g].noisy);
}

/* Of a limit that is announced: the lead at grade 2. */
static void print_lead(const char *exercise, const char *rule, const struct row *row, bool goal,
                       struct misses *misses)
{
    const struct row *two = &row[NEARS + 1];
    if (two->lead_count == 0) {
        printf("    -   ");
        return;
    }
    char text[96];
    double lead = bench_median(two->lead_s, two->lead_count);
    printf(" %6.2f%s", lead, !goal || lead >= GOAL_LEAD_S ? " " : "!");
    snprintf(text, sizeof text, "%s: lead", rule);
    misses_add(misses, exercise, text, goal ? GOAL_LEAD_S - lead : 0, "s");
}

static void print_rule(const char *exercise, const struct exercise *e, int index,
                       const struct row *clean_1px, const struct row *row, const struct row *clean,
                       struct misses *misses)
{
    bool limit = index >= EXERCISE_MAX_FAULTS;
    const struct limit_rule *rule = limit ? &e->limit[index - EXERCISE_MAX_FAULTS] : NULL;
    bool leads = rule && rule->quantity == QUANTITY_VALUE && rule->lead_s > 0;
    double every = clean_1px->reps > 0 ? 50.0 / clean_1px->reps : 0;
    double wrong = every * clean_1px->false_found[index];
    double early = every * clean_1px->false_early[index], noise = noise_of(e, index);
    int pairs, broken = order_broken(clean, row + NEARS, &pairs), could = 0;
    char name[48], text[96];
    snprintf(name, sizeof name, "%-5s %s", limit ? "limit" : "fault",
             limit ? rule->id : e->fault[index].id);
    for (int g = NEARS; g < GRADES; g++)
        could += row[g].flawed;
    snprintf(text, sizeof text, "%s: false in 50", name);
    misses_add(misses, exercise, text, wrong - 1, "over 1");
    printf("  %-26s", name);
    if (could == 0) {
        printf(" the simulated body can't do it; false %.2f%s, early %.2f\n", wrong,
               mark(wrong <= 1), early);
        return;
    }
    print_grades(exercise, name, row, noise <= NOISE_MOST, misses);
    printf(" %5.2f%s %5.2f", wrong, mark(wrong <= 1), early);
    for (int g = 0; g < NEARS; g++)
        printf(" %2d/%-2d", row[g].wrong, row[g].flawed);
    if (leads)
        print_lead(exercise, name, row, noise <= NOISE_MOST, misses);
    else
        printf("    -   ");
    printf("  %d/%d%s", broken, pairs, mark(broken == 0));
    snprintf(text, sizeof text, "%s: order broken", name);
    misses_add(misses, exercise, text, broken, "pairs");
    print_left_out(row);
    if (noise > NOISE_MOST)
        printf("  noise is %.2f of the level: out of reach", noise);
    printf("\n");
}

static void print_item(const char *exercise, const struct row *row, const struct row *clean,
                       struct misses *misses)
{
    static const char *const losses[] = {"range", "hold", "tempo_move", "tempo_return"};
    const char *name = flaw_name(row[0].options.flaw.kind);
    int pairs, broken = order_broken(clean, row, &pairs);
    char text[96];
    if (row[0].flawed == 0)
        return;
    printf("  %-26s score", name);
    printf(" %.1f", mean_of(clean->score_sum, clean->scored));
    for (int g = 0; g < ITEM_GRADES; g++)
        printf(" > %.1f", mean_of(row[g].score_sum, row[g].scored));
    printf(", counted %d/%d at grade 4", row[3].counted, row[3].done);
    for (int i = 0; i < 4; i++)
        if (row[1].items[i] > 0)
            printf(", %s lost in %d/%d at 2", losses[i], row[1].items[i], row[1].done);
    if (row[1].told > 0)
        printf(", a rule said in %d/%d at 2", row[1].told, row[1].done);
    printf(", order broken %d/%d%s\n", broken, pairs, mark(broken == 0));
    snprintf(text, sizeof text, "%s: order broken", name);
    misses_add(misses, exercise, text, broken, "pairs");
}

void flaws_print(const char *id, const struct row *clean_1px, const struct row *row,
                 struct misses *misses)
{
    const struct exercise *e = &row->plan->step[0];
    const struct row *clean = &row[FLAWS];
    printf("%s\n", id);
    for (int i = 0; i < TRIAL_RULES; i++)
        if (row[i * GRADES].sets > 0)
            print_rule(id, e, i, clean_1px, &row[i * GRADES], clean, misses);
    for (int i = 0; i < ITEMS; i++)
        print_item(id, &row[FLAWS + 1 + i * ITEM_GRADES], clean, misses);
}

static const char heading[] =
    "\nFAULTS AND LIMITS at 1 px, one repetition a set, by a person who takes no notice. ! = goal\n"
    "missed. found: share of the sets in which the signal, without noise, was past the level for\n"
    "the rule's own time before the coach ended the repetition by a stop (their number behind;\n"
    "-: none was; goal 95 %% from grade 2); a limit counts as found when any of its levels was\n"
    "said. false: said without cause, in 50 clean repetitions (goal 1); early: the same of\n"
    "`approaching`; near: said at 80, 90 and 95 %% of the way to the level; lead: median before\n"
    "the noise-free crossing of the stop level (of warn where there is none) at grade 2 (goal\n"
    "0.3 s); order: pairs of sets, alike but for the grade and judged by the same points, in\n"
    "which the worse scored over 3 points more (goal 0); stop first: sets at grade 1, 2, 3 and 4 that the coach ended by a stop\n"
    "before this rule's own time was over: of them nothing is asked.\n\n"
    "  %-26s %-12s%-12s%-12s%-12s %6s %5s %18s %7s  %s\n";

void flaws_heading(void)
{
    printf(heading, "rule", "found at 1", "2", "3", "4", "false", "early", "near 80 90 95", "lead",
           "order");
}

/* The same clean sets when something goes wrong between the person and the camera. */
#include "accuracy.h"

#include <stdio.h>

#define GOAL_EXACT 0.98

static const struct {
    const char *name;
    uint32_t mishaps;
    float frame_rate, dropout, frames_lost;
    bool turns;
    bool exact; /* the sets are to be exact all the same */
} conditions[CAMERA_ROWS] = {{"occlusion", MISHAP_OCCLUSION, 30, 0.05f, 0, false, false},
                             {"side swap", MISHAP_SWAP, 30, 0.05f, 0, false, false},
                             {"second person", MISHAP_STRANGER, 30, 0.05f, 0, false, false},
                             {"drift", MISHAP_DRIFT, 30, 0.05f, 0, false, true},
                             {"30, 15, 10 frames/s", MISHAP_RATE, 30, 0.05f, 0, false, true},
                             {"15 frames/s", 0, 15, 0.05f, 0, false, true},
                             {"10 frames/s", 0, 10, 0.05f, 0, false, true},
                             {"20 % of frames lost", 0, 30, 0.05f, 0.2f, false, true},
                             {"20 % of joints lost", 0, 30, 0.2f, 0, false, false},
                             {"turned to the right", 0, 30, 0.05f, 0, true, true}};

void camera_fill(const struct plan *plan, const struct plan *turned, uint64_t seed, int sets,
                 struct row *row)
{
    const struct exercise *e = &plan->step[0];
    bool turns = e->sides == SIDES_EACH && e->view == VIEW_SIDE;
    int few = sets < 4 ? 1 : sets / 4;
    for (int i = 0; i < CAMERA_ROWS; i++) {
        row[i] = (struct row){.plan = plan, .options = clean_person(plan, seed, 1), .sets = few};
        row[i].options.mishaps = conditions[i].mishaps;
        row[i].options.frame_rate = conditions[i].frame_rate;
        row[i].options.dropout = conditions[i].dropout;
        row[i].options.frames_lost = conditions[i].frames_lost;
        row[i].options.turns = conditions[i].turns;
        if (conditions[i].turns) {
            row[i].plan = turned;
            row[i].sets = turns ? few : 0;
        }
    }
}

void camera_heading(void)
{
    printf(
        "\nCAMERA at 1 px, clean sets of %d repetitions, 5 %% of joints lost where nothing else "
        "is\n"
        "said. Goals: stray 0; exact 98 %% where the camera shows the body throughout (!), not\n"
        "where joints are hidden, taken for others' or lost so often that few poses have them\n"
        "all. lost: repetitions done and not counted, which is right for one that could not be\n"
        "seen; part: counted before they were done; false: faults and limits said without cause\n"
        "in 50 repetitions.\n\n%-24s %-20s %9s %5s %5s %5s %5s %6s %5s %6s\n",
        SET_REPS, "exercise", "", "exact", "lost", "part", "stray", "twice", "false", "seen",
        "score");
}

static void print_condition(const char *id, const char *name, int i, const struct row *row,
                            struct misses *misses)
{
    double every = row->reps > 0 ? 50.0 / row->reps : 0;
    double exact = mean_of(row->exact, row->done);
    printf("%-24s %-20s %4d/%-4d%s %4d %5d %5d %5d %6.2f %4.0f%% %6.1f\n", name, conditions[i].name,
           row->exact, row->done, conditions[i].exact && exact < GOAL_EXACT ? "!" : " ", row->lost,
           row->unfinished, row->stray, row->twice, every * row->false_any,
           100 * mean_of(row->seen, row->poses), mean_of(row->score_sum, row->scored));
    char text[96];
    snprintf(text, sizeof text, "%s: counted while nobody exercised", conditions[i].name);
    misses_add(misses, id, text, row->stray, "");
    snprintf(text, sizeof text, "%s: exact sets", conditions[i].name);
    if (conditions[i].exact)
        misses_add(misses, id, text, 100 * (GOAL_EXACT - exact), "points of 100");
}

void camera_print(const char *id, const struct row *row, struct misses *misses)
{
    for (int i = 0; i < CAMERA_ROWS; i++)
        if (row[i].sets > 0)
            print_condition(id, i == 0 ? id : "", i, &row[i], misses);
}

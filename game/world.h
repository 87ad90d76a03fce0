/* The game's state, from events and time alone: no SDL, no coach, so a recording replays the same
 * game. Screens read it; nothing here is scored. */
#ifndef UNGUARD_WORLD_H
#define UNGUARD_WORLD_H

#include "coach/event.h"
#include "garden.h"
#include "words.h"

#define WORLD_MAX_RESULTS (2 * ROUTINE_MAX_STEPS) /* every step on either side */
#define WORLD_MAX_LINES   3                       /* deductions of a repetition that are shown */

enum world_stage {
    WORLD_WAITING,  /* before the first event */
    WORLD_POSITION, /* a set began: getting into the start posture */
    WORLD_EXERCISE,
    WORLD_REST,
    WORLD_DONE
};

/* The warning that is shown: the most severe of those in force. */
struct world_warning {
    bool shown;
    enum warning_level level; /* approaching, over or stop */
    char text[WORDS_SIZE];
    double since_s; /* session time when this level began */
};

struct world_rep {
    int32_t index;         /* from 1 within the set; 0: none yet in this set */
    float score;           /* 0..100 */
    float judged;          /* 0..1: share of the points that could be judged */
    bool guided, unscored; /* led by the clock; without a score */
    double at_s;           /* session time of its end */
    int32_t line_count;
    char line[WORLD_MAX_LINES][WORDS_SIZE]; /* deductions in words, the costliest first */
};

/* One exercise on one side. */
struct world_result {
    int32_t step; /* index into the plan */
    enum body_side side;
    int32_t reps, reps_wanted; /* over all sets */
    int32_t sets_done, sets;
    int32_t reps_a_set;          /* of the latest set */
    float score_sum, best;       /* of repetitions; mean = score_sum / scored */
    int32_t scored;              /* repetitions that have a score */
    float judged_sum;            /* of repetitions; mean share of the form that could be judged */
    int32_t warnings;            /* times a limit was passed */
    int32_t eased;               /* times a warning was heeded: the game's praise */
    float worst_points;          /* of the costliest deduction so far, summed over repetitions */
    char work_on[WORDS_SIZE];    /* it in words; "" when nothing was lost */
    float lost[SCORE_MAX_ITEMS]; /* points by rule, in the order of lost_rule */
    char lost_rule[SCORE_MAX_ITEMS][ID_SIZE];
};

struct world {
    const struct plan *plan; /* borrowed; outlives the world */
    enum world_stage stage;
    double now_s; /* session time: the latest of events and world_tick */

    int32_t step, set, sets; /* step from 0; set from 1 */
    enum body_side side;
    int32_t reps, reps_wanted; /* in this set and side */
    bool ready;                /* the start posture is held */
    enum phase phase;
    double phase_s; /* session time when the phase began */
    float held_s, hold_target_s;

    struct world_warning warning;
    struct {
        bool active;
        enum warning_level level;
        double since_s;
    } limit[EXERCISE_MAX_LIMITS]; /* of this exercise, in its order */
    char fault[WORDS_SIZE];       /* the last fault's cue, shown for a few seconds */
    double fault_s;               /* when; shown while now_s - fault_s < WORLD_FAULT_S */

    bool lost, nobody, view; /* not seen; nobody there; the view can't show the angles */
    char not_seen[WORDS_SIZE];

    struct world_rep rep; /* the last one */
    double rest_total_s, rest_end_s;
    bool paused, pain_open, eased;
    bool guarding;          /* pain is asked about for guarding signs, not for a "that hurt" */
    int32_t pain;           /* the last answer, 0..10; -1: none */
    enum ask_kind asking;   /* what pain_open waits for */
    bool rest_pain_open;    /* asked in a rest, which goes on */
    bool effort_open;       /* how hard the exercise was */
    bool screening_open;    /* a question that needs a yes or a no */
    int32_t screening_flag; /* which: index into the plan's flags */

    struct world_result result[WORLD_MAX_RESULTS];
    int32_t result_count;
    enum done_reason reason; /* when stage is WORLD_DONE */

    struct garden garden; /* what the session grows */
};

#define WORLD_FAULT_S 4.0 /* a correction stays readable this long */

void world_init(struct world *world, const struct plan *plan);

/* A sink's function: self is a struct world. */
void world_event(void *self, const struct event *event);

/* Time passes between events; time never runs backwards. now_s: capture time of the session. */
void world_tick(struct world *world, double now_s);

/* What the person is asked now, on a scale of 0 to 10; false: nothing. */
bool world_question(const struct world *world, enum ask_kind *kind);

double world_rest_left_s(const struct world *world); /* 0 when not resting */
bool world_fault_shown(const struct world *world);   /* world->fault is still to be read */
float world_form(
    const struct world_result *result); /* mean score 0..100; -1 without a scored one */

/* A share of the points that could be judged below which a score says so beside itself. */
#define WORLD_PARTLY_SEEN 0.7f

/* The exercise at hand; NULL before the first event. Borrowed from the plan. */
const struct exercise *world_exercise(const struct world *world);

/* What comes after this rest. */
struct world_next {
    const struct exercise *exercise; /* borrowed from the plan */
    int32_t set;                     /* from 1 */
    enum body_side side;             /* SIDE_NONE where sides go together or aren't known yet */
};

bool world_next(const struct world *world, struct world_next *next); /* false: nothing does */

#endif

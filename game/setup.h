/* Stepping into the frame: what is missing before a camera can watch an exercise, in words, and
 * when it may begin. Pure: a pose, what the exercise wants and how bright the picture is go in. */
#ifndef UNGUARD_SETUP_H
#define UNGUARD_SETUP_H

#include "movement/features.h"
#include "plan/cfg.h"
#include "vision/sight.h"

/* The most pressing one is told; in this order but for SETUP_GOOD. */
enum setup_problem {
    SETUP_GOOD,
    SETUP_DARK,
    SETUP_COVERED, /* something is before the camera */
    SETUP_SEVERAL, /* more than one person */
    SETUP_NOBODY,
    SETUP_POSTURE, /* standing where lying is wanted, or the other way round */
    SETUP_CLOSE,
    SETUP_FAR,
    SETUP_EDGE_LEFT, /* beyond the left edge of the camera's own picture */
    SETUP_EDGE_RIGHT,
    SETUP_HEAD, /* not in the picture */
    SETUP_FEET,
    SETUP_TILTED, /* the camera is */
    SETUP_TURN,   /* another side is wanted towards the camera */
    SETUP_COUNT
};

/* Group `setup` of unguard.cfg. */
struct setup_rules {
    bool on;
    float least_height, most_height; /* of a standing body in picture heights, by its trunk */
    float margin; /* of the picture that stays free around the body, picture heights */
    float most_tilt_deg;
    float dark;        /* 0..1: a darker picture (mean of its pixels) is too dark */
    float steady_s;    /* all good for so long: "now I can see you" */
    float seen_s;      /* and then so long, with the gestures on the screen, */
    float countdown_s; /* and a countdown of so long until it begins */
};

extern const struct cfg_table setup_rules_table;
struct setup_rules setup_rules_default(void);

/* One moment. Pointers are borrowed. */
struct setup_look {
    const struct pose *pose; /* NULL: none yet */
    enum posture posture;    /* wanted */
    enum view view;
    float aspect;     /* picture width / height */
    float brightness; /* 0..1 mean of the picture; below 0: not known */
    enum sight sight; /* SIGHT_UNKNOWN where no tracker tells */
    const struct feature_settings *reading;
    const struct feature_state *known; /* of this body: limbs, facing; NULL: nothing yet */
};

enum setup_problem setup_check(const struct setup_look *look, const struct setup_rules *rules);

/* What to do about it: "Step back a little". Static. */
const char *setup_words(enum setup_problem problem, enum posture posture, enum view view);
/* How camera and body should be placed for this view, one sentence. Static. */
const char *setup_guide(enum posture posture, enum view view);
const char *setup_problem_name(enum setup_problem problem); /* "feet"; static */

enum setup_stage { SETUP_LOOKING, SETUP_SEEN, SETUP_COUNTING, SETUP_OVER };

/* What is told over time; zero is a valid start. */
struct setup {
    enum posture posture;
    enum view view;
    enum setup_problem told, next; /* shown; and what has been found since, not shown yet */
    int64_t next_us;               /* since when */
    int64_t told_us;               /* since when told is told */
    int64_t now_us;
    bool started;
};

/* One moment's finding. A problem has to last a little before it is told, so that words don't
 * flicker; all good leads to SETUP_OVER. Times must not run backwards. */
enum setup_stage setup_step(struct setup *setup, const struct setup_rules *rules,
                            enum setup_problem problem, int64_t t_us);
enum setup_stage setup_stage(const struct setup *setup, const struct setup_rules *rules);

/* What a screen shows of it; words are static. */
struct setup_show {
    enum setup_stage stage;
    enum setup_problem problem; /* told */
    enum posture posture;       /* wanted */
    enum view view;
    const char *words, *guide;
    float left_s, total_s; /* of the countdown */
};

struct setup_show setup_show(const struct setup *setup, const struct setup_rules *rules);

/* Seconds until it begins while counting; the whole countdown before. */
float setup_left_s(const struct setup *setup, const struct setup_rules *rules);

#define SETUP_SEEN_WORDS "Now I can see you"

#endif

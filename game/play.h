/* The two ways to play: in a window and in words. */
#ifndef UNGUARD_PLAY_H
#define UNGUARD_PLAY_H

#include "history_write.h"
#include "plan/progress.h"
#include "play_cards.h"
#include "play_history.h"
#include "prescribe.h"
#include "screen.h"
#include "settings.h"
#include "sitting.h"

/* What is played, once the command line and the machine have been looked at. */
struct play {
    struct settings settings;
    struct prescription wanted; /* borrowed */
    struct plan *plan;          /* owned by the command */
    char source[PATH_SIZE];
    char model[PATH_SIZE];  /* "" for none: only the demo can be played then */
    char tracker[64];       /* what the recording calls it; "" = the model's file name */
    const char *record;     /* path of the recording; NULL: none */
    struct error hindrance; /* why the demo is offered instead of the camera; "" for no reason */
    bool no_camera;         /* that is the hindrance */
    bool list_cues;         /* in words: what is said and when, instead of what happens */
    struct play_history keeping;
    struct safety_rules *rules;     /* owned by the command; NULL: nobody is asked anything */
    bool consent_due;               /* the text on intended use comes before anything is watched */
    struct history_consent consent; /* which one */
    struct progress progress;       /* what is to be said of the plan; zero: nothing */
    bool refused;                   /* a red flag stands: only the questions come first */
    char red_flag[ID_SIZE];         /* then: which question; "": not known any more */
    bool home;                      /* sessions are begun from the home screen, and lead back */
    bool plain;                     /* the routine as it stands: nothing is taken from the past */
    const char *source_wanted;      /* borrowed from the command line; NULL: as the settings say */
    const char *tracker_wanted;     /* the same */
    struct play_cards cards;
    const struct key_source *keys; /* borrowed; NULL: the keyboard, and a window on the display */
};

struct live_options play_live_options(const struct play *play); /* borrows from play */

/* Opens the sitting with all that is known of the person, and keeps what comes of it. */
bool play_open(struct play *play, struct sitting *sitting, const struct live_options *options,
               const char *record, struct error *err, int *exit_code);

/* Plays in a window to its end. *opened is false, and nothing was played, where no window can be
 * had (err says why). Returns an exit code; messages have been printed. */
int play_in_window(struct play *play, bool *opened, struct error *err);

/* config/safety.cfg, read once. False with one sentence. */
bool play_load_rules(struct play *play, struct error *err);

/* Puts the plan of the next session in the place of play's: what is wanted after what past sessions
 * showed, and what is to be said about it. False with one sentence, and the plan as it was. */
bool play_take_past(struct play *play, struct error *err);

/* The plan again, after a session or with other settings: as play_take_past, or the routine as it
 * stands where play->plain. False with one sentence, and the plan as it was. */
bool play_plan_anew(struct play *play, struct error *err);

/* What is watched and what finds the body in it, by the command line and the settings; hindrance
 * says why the demo has to do, and is empty otherwise. */
void play_choose_source(struct play *play);

/* The gardens of past days, malloc'ed, for the caller to free. NULL: no memory; what can't be read
 * is said, and they are none. */
struct gallery *play_gardens(const struct play *play);

/* Nobody exercises: a demo that is not kept asks whoever looks on for nothing. */
void play_ask_nothing(struct plan *plan);

/* `unguard play` with keys from elsewhere than the keyboard, and its window a picture in memory. */
int play_with_keys(int argc, char **argv, const struct key_source *keys);

/* Plays without a window, printing what happens. */
int play_in_words(struct play *play);

#endif

/* Screens as a table of functions: what is shown is chosen from the game's state, drawn from a
 * view that only borrows. A new screen is one file and one row. */
#ifndef UNGUARD_SCREEN_H
#define UNGUARD_SCREEN_H

#include "coach/coach.h"
#include "gallery.h"
#include "gesture.h"
#include "setup.h"
#include "vision/image.h"
#include "world.h"

/* Everything a frame may show. All pointers are borrowed for the length of app_present. Zero is a
 * valid view: the start screen without a notice. */
struct screen_view {
    const struct world *world;        /* NULL before a session */
    const struct plan *plan;          /* NULL before a session */
    const struct safety_rules *rules; /* for the words of a screening; NULL: their ids stand in */
    const struct pose *pose;          /* newest, as the tracker gave it; NULL: none yet */
    const struct image *picture; /* newest camera picture, not mirrored; NULL for demo and replay: a
                                    calm backdrop and a figure are drawn instead */
    uint64_t picture_serial;     /* another number for another picture: it is converted once */
    struct coach_display display;
    float aspect;         /* width / height of the picture that the pose's coordinates belong to */
    bool mirrored;        /* show picture and body as a mirror does (the usual for a live camera) */
    double now_s;         /* capture time now, for rings and countdowns */
    float min_confidence; /* a joint below it is not drawn; 0: SCREEN_CONFIDENCE */
    const char *notice;  /* one line about the program itself ("the camera has stopped"), or NULL */
    const char *caption; /* what is being said, or NULL */
    float caption_share; /* 0..1: how much of it has been said */
    const char *offer;   /* not NULL: the start screen, with this sentence (no camera, no model) */
    const char *offer_title; /* its heading; NULL: the program's name, for a first look */
    const char *offer_enter; /* what Enter does there; NULL: watch the demo */
    const char *offer_help;  /* what to do instead of the demo, shown below the offer, or NULL */
    bool consent;            /* the text on intended use is to be read and answered; needs rules */
    const struct gallery *gallery;    /* not NULL: the gardens of past days are visited */
    bool gardens;                     /* they may be: there is a history to grow them from */
    const char *improved;             /* for the results: what went better than before, or NULL */
    const struct gesture_show *hands; /* what gestures are doing; NULL: nobody looks for any */
    const struct setup_show *setup;   /* not NULL: paused to step into the frame */
    const char *referral;    /* not NULL, before a session: the question that was answered yes */
    const struct home *home; /* not NULL: where everything begins */
    const struct progress_page *progress; /* not NULL: the weeks behind are looked at */
    const struct cards_page *cards;       /* not NULL: all cards, to be read */
    const struct settings_page *settings; /* not NULL: settings are looked at and changed */
    bool at_home;                         /* the results lead back to the home screen */
    const char *next_session;             /* for the results: what comes next, and why; or NULL */
    const char *card_title, *card_text;   /* a card for this rest or these results; or NULL */
};

#define SCREEN_CONFIDENCE 0.5f

enum screen_id {
    SCREEN_OFFER,
    SCREEN_EXERCISE,
    SCREEN_REST,
    SCREEN_PAIN,
    SCREEN_PAUSED,
    SCREEN_RESULTS,
    SCREEN_SCREENING,
    SCREEN_CONSENT,
    SCREEN_REFER,
    SCREEN_GARDENS,
    SCREEN_SETUP,
    SCREEN_DEMO,
    SCREEN_HOME,
    SCREEN_PROGRESS,
    SCREEN_CARDS,
    SCREEN_SETTINGS,
    SCREEN_COUNT
};

/* Keys as a person means them; the app translates from the keyboard and, later, controllers. */
enum screen_key {
    KEY_NONE,
    KEY_SPACE,
    KEY_ENTER,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_SKIP,
    KEY_HURT,
    KEY_QUIT,
    KEY_DIGIT_0, /* ... KEY_DIGIT_0 + 9 */
    KEY_DIGIT_9 = KEY_DIGIT_0 + 9,
    KEY_GARDENS,
    KEY_UP, /* only for lists (screen_is_list): elsewhere they are KEY_RIGHT and KEY_LEFT */
    KEY_DOWN,
    KEY_REPORT
};

struct input_source;

/* Somebody else at the keys: looks at what is shown and presses at most one a frame. */
struct key_source {
    enum screen_key (*press)(void *self, const struct screen_view *view);
    void *self;
    /* And before the camera: what it sees goes by here first. Then inputs are taken as fast as they
     * come, not by the clock. NULL: what the source gives. */
    struct input_source (*stand)(void *self, struct input_source seen);
};

enum request_type {
    REQUEST_NONE,
    REQUEST_ACTION,  /* action: for session_act */
    REQUEST_ENTER,   /* the offer was taken: start the demo */
    REQUEST_CLOSE,   /* leave the program: window closed, or the last screen left */
    REQUEST_AGREE,   /* the text on intended use was agreed to */
    REQUEST_DECLINE, /* it was not */
    REQUEST_GARDENS, /* visit the gardens of past days */
    REQUEST_BACK,    /* and leave them again; from the results: home */
    REQUEST_RESUME,  /* go on with the session that broke off */
    REQUEST_PROGRESS,
    REQUEST_CARDS,
    REQUEST_SETTINGS,
    REQUEST_REPORT, /* write the page for the therapist */
    REQUEST_MORE,   /* of the setting in row action.value: its next value */
    REQUEST_LESS    /* its previous one */
};

struct request {
    enum request_type type;
    struct action action; /* only for REQUEST_ACTION, and a setting's row in its value */
};

/* What a screen keeps between frames; owned by the app. Zero is a valid start. */
struct screen_state {
    enum screen_id id;
    bool keyed;       /* the last thing pressed was a key: keys are shown rather than gestures */
    double shown_s;   /* UI clock when this screen came up, for easing */
    double clock_s;   /* UI clock of this frame */
    int question;     /* which one the choice belongs to; another one starts anew */
    bool pain_placed; /* where it hurts has been told, or will not be */
    int pain_choice;  /* 0..10 */
    bool pain_chosen; /* a choice was made: Enter confirms it */
    int page;         /* of the results or the text on intended use, from 0; before an exercise:
                         turned by so many */
    bool opened;      /* of the gardens: one is over the whole window */
    int choice;       /* of a list, from 0 */
    float ring;       /* eased ring position, 0..1 */
    /* The instructor's place on the way, now and when the coach's phase began. */
    float lead, lead_from;
    double lead_since_s;
    int lead_phase;
};

struct draw;

struct screen {
    const char *name; /* "exercise"; static */
    void (*draw)(struct draw *draw, const struct screen_view *view, struct screen_state *state);
    struct request (*key)(const struct screen_view *view, struct screen_state *state,
                          enum screen_key key);
};

/* Which screen a view calls for: gardens, progress, cards, settings, home, consent, referral,
 * offer, results, screening, pain, set-up, paused, rest, demonstration, exercise, in this order. */
enum screen_id screen_choose(const struct screen_view *view);
const struct screen *screen_get(enum screen_id id); /* static */
bool screen_is_list(enum screen_id id);             /* one below the other */

extern const struct screen screen_offer, screen_exercise, screen_rest, screen_pain, screen_paused,
    screen_results, screen_screening, screen_consent, screen_refer, screen_gardens, screen_setup,
    screen_demo, screen_home, screen_progress, screen_cards, screen_settings;

#endif

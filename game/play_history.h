/* The history's part in playing: opened before the plan is made, fed while a session is held. A
 * session never fails because of it: what can't be stored is said, once, and it goes on. */
#ifndef UNGUARD_PLAY_HISTORY_H
#define UNGUARD_PLAY_HISTORY_H

#include "history_session.h"
#include "plan/past.h"
#include "sitting.h"

struct play_history {
    const char *person;           /* borrowed */
    bool asked;                   /* a person or a file was named: demos are kept, too */
    struct history *history;      /* owned; NULL: nothing is kept */
    int64_t resumed_from;         /* the session that is gone on with; 0: none */
    struct history_session *kept; /* of the sitting; NULL: none */
    struct error notice;          /* the last thing said, for a window */
    double notice_s;              /* until when it is shown, seconds of the session; 0: not */
};

/* Opens the file (NULL: the user's own). False with err where it can't be; the rest stays usable
 * and keeps nothing. */
bool play_history_open(struct play_history *keeping, const char *file, struct error *err);

/* The plan of the session that broke off, for the caller to free. NULL with err: there is none. */
struct plan *play_history_resume(struct play_history *keeping, struct error *err);

/* What past sessions showed; false with err where the file can't be read. */
bool play_history_past(struct play_history *keeping, struct past *past, struct error *err);

/* Puts what is known of the person by the sitting's tracker into its plan, which a session that is
 * gone on with has already. Between sitting_watch and sitting_begin. */
void play_history_baselines(struct play_history *keeping, const struct sitting *sitting,
                            struct plan *plan, bool demo);

/* Listens to the sitting; demo: it is the simulated person's. Before the first step. */
void play_history_listen(struct play_history *keeping, struct sitting *sitting, bool demo);

/* Says on stderr what there is to say, and gives it back for a window for a while. NULL: nothing.
 * now_s: of the session. */
const char *play_history_notice(struct play_history *keeping, double now_s);

/* Stores what is left of the sitting; what can't be is said. */
void play_history_end(struct play_history *keeping);

void play_history_close(struct play_history *keeping);

#endif

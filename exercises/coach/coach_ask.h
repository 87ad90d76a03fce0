/* The coach's questions: what is asked at the start, in a rest and at the end, and what each answer
 * leads to. Only for coach.c, which asks here and does what is decided. */
#ifndef UNGUARD_COACH_ASK_H
#define UNGUARD_COACH_ASK_H

#include "coach/coach_outlet.h"

/* What an answer means for the order of the session. */
struct ask_outcome {
    bool ends; /* the session, for this reason */
    enum done_reason reason;
    bool eased; /* fewer repetitions are wanted from now on */
};

/* True while nothing else may happen: an answer is needed first. */
bool ask_waits(const struct coach *coach);
bool ask_is_screening(const struct coach *coach); /* a screening question is open */

/* The session begins: one question after the other, before the first movement. */
void ask_opening(struct coach *coach, struct outlet *outlet);

/* Every exercise is done. True: nothing is left to ask, the session is over. */
bool ask_closing(struct coach *coach, struct outlet *outlet);

/* A rest begins; step_done: it follows an exercise's last set. And it is over. */
void ask_in_rest(struct coach *coach, struct outlet *outlet, bool step_done);
void ask_rest_over(struct coach *coach);

/* Something hurt: everything waits for the answer. */
void ask_hurt(struct coach *coach, struct outlet *outlet);

/* An answer; anything else changes nothing. */
struct ask_outcome ask_take(struct coach *coach, struct outlet *outlet, struct action action);

/* Rather not say. False: there is no question open that may go unanswered; what hurt and the
 * screening need their answer. */
bool ask_skip(struct coach *coach, struct outlet *outlet, struct ask_outcome *outcome);

#endif

/* Playing in a window: the loop takes what has come, never waits for it, and draws. */
#include "play.h"

#include "attend.h"
#include "commands.h"
#include "glance.h"
#include "history_consent.h"
#include "history_morning.h"
#include "history_read.h"
#include "improved.h"
#include "play_home.h"
#include "speaker.h"
#include "stop.h"
#include "window.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_INPUTS_A_FRAME 64 /* as many as can wait; more would starve the display */

#define GETTING_READY "One moment: getting ready"

#define OFFER_HELP                                                                                 \
    "Press Enter for a demo with a simulated person. For your own camera, start Unguard with "     \
    "--tracker FILE.onnx; `unguard doctor` says what is missing."

struct show {
    struct window window;
    struct sitting sitting;
    struct speaker speaker;
    struct attend attend;
    struct estimator_picture picture;
    uint64_t serial; /* of the picture */
    bool over;       /* the session has ended: results are shown */
    bool leave;      /* the window is to close */
    bool failed;     /* the source broke */
    bool unrecorded; /* the recording could not be written whole */
    struct error failure;
    struct gallery *gallery;   /* owned; NULL: not visited */
    char improved[WORDS_SIZE]; /* than in earlier sessions; "" for nothing */
    char next[512];            /* what the next session will be, and why */
};

static void say(const struct error *err)
{
    fprintf(stderr, "unguard: %s\n", err->text);
}

/* The next thing asked for by key or hand; false: nothing. */
static bool poll(struct window *window, struct glance *glance, struct request *request)
{
    if (window_poll(window, request))
        return true;
    const enum screen_key key = glance != NULL ? glance_key(glance, &window->view) : KEY_NONE;
    return key != KEY_NONE && app_gesture(window->app, &window->view, key, request);
}

/* Shows the view until it is answered: with what, or REQUEST_CLOSE. glance: NULL where it has to be
 * read closely, so that a key is asked for. */
static enum request_type ask(struct window *window, const struct play *play, struct glance *glance)
{
    struct gallery *gallery = NULL; /* over what is shown */
    struct request request = {REQUEST_NONE, {0}};
    window->view.gardens = play->keeping.history != NULL;
    while (!stop_asked() && (request.type == REQUEST_NONE || request.type == REQUEST_ACTION)) {
        if (!poll(window, glance, &request)) {
            window_frame(window);
            continue;
        }
        if (request.type != REQUEST_GARDENS && request.type != REQUEST_BACK)
            continue;
        free(gallery);
        window->view.gallery = gallery = NULL;
        if (request.type == REQUEST_GARDENS)
            window->view.gallery = gallery = play_gardens(play);
        request.type = REQUEST_NONE;
    }
    window->view.gallery = NULL;
    free(gallery);
    return stop_asked() ? REQUEST_CLOSE : request.type;
}

/* The start screen with a sentence; true once what enter (NULL: the demo) says is wanted, false to
 * leave. */
static bool offer(struct window *window, const struct play *play, struct glance *glance,
                  const char *title, const char *sentence, const char *help, const char *enter)
{
    window->view = (struct screen_view){
        .offer_title = title, .offer = sentence, .offer_help = help, .offer_enter = enter};
    return ask(window, play, glance) == REQUEST_ENTER;
}

/* What Unguard is for, and whether the person agrees. The answer is kept, a no as well, and a no
 * ends it kindly: nothing has been watched. Leaving without an answer is none. */
static bool agree(struct window *window, struct play *play)
{
    struct error err = {{0}};
    if (!play->consent_due)
        return true;
    window->view = (struct screen_view){.rules = play->rules, .consent = true};
    const enum request_type answer = ask(window, play, NULL);
    play->consent.agreed = answer == REQUEST_AGREE;
    if (answer != REQUEST_AGREE && answer != REQUEST_DECLINE)
        return false;
    if (play->keeping.history != NULL &&
        !history_consent_answer(play->keeping.history, play->keeping.person, (int64_t)time(NULL),
                                &play->consent, &err))
        say(&err);
    if (!play->consent.agreed)
        offer(window, play, NULL, "No session today", words_declined(), NULL, "close");
    play->consent_due = !play->consent.agreed;
    return play->consent.agreed;
}

static void act(struct show *show, enum action_type type)
{
    if (show->sitting.session != NULL && !show->over)
        session_act(show->sitting.session, (struct action){.type = type});
}

/* The past may be visited once the session is over: its own garden is the newest then. */
static void visit_gardens(struct show *show, struct play *play, enum request_type type)
{
    if (type != REQUEST_GARDENS && type != REQUEST_BACK)
        return;
    free(show->gallery);
    show->gallery = NULL;
    show->window.view.gallery = NULL;
    if (type == REQUEST_GARDENS && show->over) {
        play_history_end(&play->keeping);
        show->window.view.gallery = show->gallery = play_gardens(play);
    }
}

static void take_request(struct show *show, struct play *play, const struct request *request)
{
    const bool acts = request->type == REQUEST_ACTION && !show->over;
    /* Nothing can be skipped while all stands still: it goes on first. */
    if (acts && request->action.type == ACTION_SKIP && show->sitting.world.paused)
        act(show, ACTION_GO_ON);
    if (acts)
        session_act(show->sitting.session, request->action);
    if (request->type == REQUEST_CLOSE)
        show->leave = true;
    visit_gardens(show, play, request->type);
}

static void take_requests(struct show *show, struct play *play)
{
    struct request request;
    while (window_poll(&show->window, &request))
        take_request(show, play, &request);
    if (stop_asked())
        show->leave = true;
    if (show->leave)
        act(show, ACTION_QUIT);
}

/* For the results: what the next session will be, and a card to take along. */
static void look_ahead(struct show *show, struct play *play)
{
    const bool watched = play->keeping.kept != NULL;
    play_history_end(&play->keeping);
    if (!watched || show->sitting.world.reason == DONE_RED_FLAG)
        return;
    if (play_next_words(play, show->next, sizeof(show->next)))
        show->window.view.next_session = show->next;
    play_cards_take(&play->cards, CARD_AFTER, NULL);
}

static void show_card(struct show *show, const struct play *play)
{
    const struct card *card = play->cards.card;
    show->window.view.card_title = card != NULL ? card->title : NULL;
    show->window.view.card_text = card != NULL ? play->cards.text : NULL;
}

/* The session has ended: the camera goes off, the recording is closed, results stay. */
static void end_session(struct show *show, struct play *play, enum pull pull)
{
    struct error err = {{0}};
    show->over = true;
    show->failed = pull == PULL_FAILED;
    show->window.view.picture = NULL;
    show->window.view.hands = NULL; /* nobody is watched any more */
    show->window.view.setup = NULL;
    show->window.view.notice = show->failed ? show->failure.text : NULL;
    if (show->failed)
        say(&show->failure);
    show->unrecorded = !sitting_end(&show->sitting, &err);
    if (show->unrecorded)
        say(&err);
    const struct play_history *keeping = &play->keeping;
    if (keeping->kept != NULL &&
        improved_words(keeping->history, keeping->person, history_session_id(keeping->kept),
                       &show->sitting.world, show->improved, sizeof(show->improved)))
        show->window.view.improved = show->improved;
    look_ahead(show, play);
}

/* What the person before the camera means by what was just seen. */
static void attend_to(struct show *show, struct play *play)
{
    struct window *window = &show->window;
    struct request request;
    show->attend.sight = live_sight(show->sitting.live);
    const enum screen_key key = attend_input(&show->attend, show->sitting.session, &window->view,
                                             live_time_us(show->sitting.live));
    if (key != KEY_NONE && app_gesture(window->app, &window->view, key, &request))
        take_request(show, play, &request);
}

static void take_inputs(struct show *show, struct play *play)
{
    for (int i = 0; i < MAX_INPUTS_A_FRAME && !show->over; i++) {
        const enum pull pull = session_step(show->sitting.session, &show->failure);
        if (pull == PULL_WAIT)
            return;
        if (pull != PULL_INPUT)
            end_session(show, play, pull);
        else
            attend_to(show, play);
    }
}

static void look_at_source(struct show *show, struct play *play)
{
    struct live *live = show->sitting.live;
    struct screen_view *view = &show->window.view;
    if (live_take_picture(live, &show->picture))
        show->serial++;
    view->picture = show->serial > 0 ? &show->picture.image : NULL;
    view->picture_serial = show->serial;
    view->aspect = live_aspect(live);
    view->mirrored = play->settings.mirror && live_is_camera(live);
    view->now_s = (double)live_time_us(live) / 1e6;
    const char *notice = play_history_notice(&play->keeping, view->now_s);
    view->notice = live_notice(live);
    if (view->notice == NULL)
        view->notice = notice;
    world_tick(&show->sitting.world, view->now_s);
}

static void hold_session(struct show *show, struct play *play)
{
    while (!(show->leave && show->over)) {
        take_requests(show, play);
        take_inputs(show, play);
        show->window.view.gardens = show->over && play->keeping.history != NULL;
        if (!show->over) {
            look_at_source(show, play);
            if (play->keeping.kept != NULL)
                play_cards_follow(&play->cards, &show->sitting.world);
        }
        show_card(show, play);
        show->window.view.at_home = play->home;
        show->window.view.rules = play->rules;
        speaker_follow(&show->speaker, &show->window.view, show->over);
        window_show_session(&show->window, show->sitting.session, &show->sitting.world, play->plan);
        if (!show->leave)
            window_frame(&show->window);
        if (app_failed(show->window.app, &show->failure)) {
            say(&show->failure);
            show->failed = show->leave = true;
        }
    }
}

static struct live_options watch_options(const struct play *play, bool pictures)
{
    struct live_options options = play_live_options(play);
    options.pace = LIVE_IN_REAL_TIME;
    options.pictures = pictures;
    if (play->keys != NULL && play->keys->stand != NULL) {
        options.pace = LIVE_AS_FAST_AS_IT_CAN;
        options.stand = play->keys->stand;
        options.stand_self = play->keys->self;
    }
    return options;
}

/* A demo that is kept has a person behind it, and a body before the camera. */
static bool is_attended(const struct play *play)
{
    return strncmp(play->source, "camera:", 7) == 0 ||
           (live_is_demo(play->source) && play->keeping.asked);
}

/* For what is asked before the session; closed again before the plan changes. */
static void look_out(struct show *show, const struct play *play, struct glance *glance)
{
    const struct live_options options = watch_options(play, false);
    *glance = (struct glance){0};
    if (!is_attended(play))
        return;
    show->window.view = (struct screen_view){.offer = GETTING_READY};
    window_frame(&show->window);
    glance_open(glance, &options, &play->settings, play->plan);
}

/* Opening a camera takes a second or two: the window says so meanwhile. */
static bool open_sitting(struct show *show, struct play *play, struct error *err, int *exit_code)
{
    const struct live_options options = watch_options(play, true);
    show->window.view = (struct screen_view){.offer = GETTING_READY};
    window_frame(&show->window);
    if (!play_open(play, &show->sitting, &options, play->record, err, exit_code))
        return false;
    show->attend = attend_begin(&play->settings, is_attended(play));
    play_history_listen(&play->keeping, &show->sitting, live_is_demo(play->source));
    sitting_listen(&show->sitting, speaker_sink(&show->speaker, play->plan, play->rules));
    return true;
}

/* What was to be done about the answer that stands; true: the questions may come again. */
static bool refer(struct window *window, const struct play *play)
{
    window->view = (struct screen_view){
        .rules = play->rules, .referral = play->red_flag, .offer_enter = "the questions again"};
    return ask(window, play, NULL) == REQUEST_ENTER;
}

/* The answer to the morning's question; -1: rather not. False: leave. */
static bool ask_morning(struct window *window, struct glance *glance, int32_t *nrs)
{
    while (!stop_asked()) {
        struct request request;
        while (poll(window, glance, &request)) {
            *nrs = request.action.type == ACTION_PAIN_ANSWER ? request.action.value : -1;
            if (request.type == REQUEST_CLOSE ||
                (request.type == REQUEST_ACTION && request.action.type == ACTION_QUIT))
                return false;
            if (request.type == REQUEST_ACTION && request.action.type != ACTION_THAT_HURT)
                return true;
        }
        window_frame(window);
    }
    return false;
}

/* How the morning after the last session was decides about today's plan, so it comes first. */
static bool take_morning(struct show *show, struct play *play)
{
    struct error err = {{0}};
    struct world *world = &show->sitting.world; /* none is under way yet */
    int32_t nrs = -1;
    if (!play->plan->ask.next_day || play->refused || play->keeping.history == NULL ||
        play->keeping.resumed_from != 0)
        return true;
    struct glance glance;
    look_out(show, play, &glance);
    world_init(world, play->plan);
    world->pain_open = true;
    world->asking = ASK_NEXT_DAY;
    show->window.view = (struct screen_view){.world = world, .plan = play->plan};
    const bool stays = ask_morning(&show->window, &glance, &nrs);
    show->window.view = (struct screen_view){.offer = GETTING_READY};
    glance_close(&glance);
    if (stays && nrs >= 0 &&
        (!history_tell_morning(play->keeping.history, play->keeping.person, (int64_t)time(NULL),
                               nrs, &err) ||
         !play_take_past(play, &err)))
        say(&err);
    play->plan->ask.next_day = false;
    return stays;
}

/* What past sessions have to say before this one, a sentence at a time. False: rather not today. */
static bool heed_notes(struct show *show, const struct play *play)
{
    const struct progress *progress = &play->progress;
    struct glance glance = {0};
    bool stays = true, notes = false;
    for (int i = 0; i < progress->note_count; i++)
        notes = notes || progress->note[i].kind != NOTE_RED_FLAG;
    if (notes && play->hindrance.text[0] == '\0')
        look_out(show, play, &glance);
    for (int i = 0; i < progress->note_count && stays; i++) {
        const struct progress_note *note = &progress->note[i];
        stays = note->kind == NOTE_RED_FLAG
                    ? refer(&show->window, play)
                    : offer(&show->window, play, &glance, "Before today's session", note->text,
                            note->source, "go on");
    }
    show->window.view = (struct screen_view){.offer = GETTING_READY};
    glance_close(&glance);
    return stays;
}

/* Heat and looking after oneself. False: rather not today. */
static bool show_card_before(struct show *show, struct play *play)
{
    if (play->keeping.resumed_from != 0 || !play_cards_take(&play->cards, CARD_BEFORE, NULL))
        return true;
    const struct card *card = play->cards.card;
    struct glance glance;
    play->cards.card = NULL;
    look_out(show, play, &glance);
    show->window.view = (struct screen_view){.offer_title = card->title,
                                             .offer = play->cards.text,
                                             .offer_help = card->source,
                                             .offer_enter = "go on",
                                             .card_title = card->title,
                                             .card_text = play->cards.text};
    const bool goes_on = ask(&show->window, play, &glance) == REQUEST_ENTER;
    show->window.view = (struct screen_view){.offer = GETTING_READY};
    glance_close(&glance);
    return goes_on;
}

/* Opens what was asked for, or offers the demo where that fails. False: *exit_code ends it. */
static bool begin(struct show *show, struct play *play, int *exit_code)
{
    struct error err = play->hindrance;
    *exit_code = EXIT_DONE;
    if (err.text[0] == '\0' && (!agree(&show->window, play) || !take_morning(show, play)))
        return false;
    if (!heed_notes(show, play) || (err.text[0] == '\0' && !show_card_before(show, play)))
        return false;
    if (err.text[0] == '\0' && open_sitting(show, play, &err, exit_code))
        return true;
    say(&err);
    /* Another file or recording name is for the command line to mend, not for a demo to cover. */
    if (strncmp(play->source, "camera:", 7) != 0 || *exit_code == EXIT_INPUT ||
        (play->record != NULL && paths_exists(play->record)))
        return false;
    if (!offer(&show->window, play, NULL, NULL, err.text, OFFER_HELP, NULL)) {
        *exit_code = EXIT_DONE;
        return false;
    }
    text_copy(play->source, sizeof(play->source), "demo");
    if (!play->keeping.asked)
        play_ask_nothing(play->plan);
    if (open_sitting(show, play, &err, exit_code))
        return true;
    say(&err);
    return false;
}

/* What the screen said to do is there to be read again. */
static void tell_referral(const struct play *play, const struct world *world)
{
    const char *id = play->plan->flag[world->screening_flag].id;
    if (world->stage != WORLD_DONE || world->reason != DONE_RED_FLAG || play->rules == NULL)
        return;
    for (int i = 0; i < play->rules->flag_count; i++)
        if (strcmp(play->rules->flag[i].id, id) == 0)
            printf("\n  %s\n  %s\n", play->rules->flag[i].action, play->rules->flag[i].meaning);
}

static int hold_one(struct show *show, struct play *play)
{
    int exit_code;
    if (play->keys == NULL)
        speaker_open(&show->speaker, &play->settings.voice);
    show->speaker.log.out = play->list_cues ? stdout : NULL;
    if (!begin(show, play, &exit_code))
        return exit_code;
    hold_session(show, play);
    play_history_end(&play->keeping);
    const struct tell tell = {.plan = play->plan, .out = stdout};
    tell_results(&tell, &show->sitting.summary);
    tell_referral(play, &show->sitting.world);
    if (play->record != NULL && !show->unrecorded)
        printf("\nRecording: %s\n", play->record);
    return show->failed || show->unrecorded ? EXIT_DEVICE : EXIT_DONE;
}

/* All but the window. */
static void put_away(struct show *show)
{
    const struct window window = show->window;
    free(show->gallery);
    speaker_close(&show->speaker);
    sitting_close(&show->sitting);
    image_free(&show->picture.image);
    *show = (struct show){.window = window};
    show->window.view = (struct screen_view){0};
}

/* Session after session, until home is left. What the last one said is what counts. */
static int stay_at_home(struct show *show, struct play *play)
{
    int exit_code = EXIT_DONE;
    struct error err = {{0}};
    while (!stop_asked() && !app_closed(show->window.app) && play_home(&show->window, play)) {
        exit_code = hold_one(show, play);
        put_away(show);
        play->record = NULL; /* one file holds one session */
        play->keeping.resumed_from = 0;
        play->cards.card = NULL;
        if (!play_plan_anew(play, &err))
            say(&err);
    }
    return exit_code;
}

/* Home is for somebody who has been here, or could be seen now. */
static bool begins_at_home(const struct play *play)
{
    int64_t person = 0;
    if (!play->home || play->hindrance.text[0] == '\0')
        return play->home;
    return play->keeping.history != NULL &&
           history_person(play->keeping.history, play->keeping.person, &person, NULL) &&
           person != 0;
}

int play_in_window(struct play *play, bool *opened, struct error *err)
{
    struct show show = {0};
    const bool unseen = play->keys != NULL;
    *opened =
        (unseen || window_possible(err)) && window_open(&show.window, &play->settings, unseen, err);
    if (!*opened)
        return EXIT_DEVICE;
    show.window.keys = play->keys;
    play_cards_open(&play->cards, play->keeping.history, play->keeping.person);
    play->home = begins_at_home(play);
    const int exit_code = play->home ? stay_at_home(&show, play) : hold_one(&show, play);
    put_away(&show);
    window_close(&show.window);
    return exit_code;
}

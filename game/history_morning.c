#include "history_morning.h"

#include "history_read.h"
#include "history_write.h"

bool history_tell_morning(struct history *history, const char *person, int64_t at, int32_t nrs,
                          struct error *err)
{
    struct history_pain pain = {
        .at = at, .kind = ask_kind_name(ASK_NEXT_DAY), .position = -1, .nrs = nrs};
    if (!history_person(history, person, &pain.person, err) ||
        !history_session_before(history, pain.person, INT64_MAX, &pain.session, err))
        return false;
    if (pain.session == 0)
        return error_set(err, "%.60s has no session that a morning could be told of", person);
    return history_put_pain(history, &pain, err);
}

/* libFuzzer: any bytes as a recording, read and coached to their end. tests/fuzz/README.md. */
#include "session/session.h"
#include "session/summary.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static enum pull next_input(void *self, struct input *input, struct error *err)
{
    (void)err;
    return recording_next(self, input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct error err = {""};
    struct recording *recording = recording_open_bytes("fuzz.rec", bytes, size, &err);
    if (!recording) {
        if (!err.text[0])
            abort(); /* refused without a word */
        return 0;
    }
    struct summary summary = {0};
    struct session *session = session_create(recording_plan(recording),
                                             (struct input_source){next_input, recording}, NULL);
    session_add_sink(session, (struct sink){summary_event, &summary});
    if (!session_run(session, &err))
        abort();
    summary_free(&summary);
    session_free(session);
    recording_close(recording);
    return 0;
}

#include "plan/cfg_default.h"

#include "movement/features.h"

#include <string.h>

void cfg_default(const struct cfg_key *key, char *item)
{
    char *field = item + key->offset;
    float number[2] = {(float)key->missing, (float)key->missing};
    int integer = key->type == CFG_INT || key->type == CFG_ENUM ? (int)key->missing : 0;
    bool truth = key->missing != 0;
    switch (key->type) {
    case CFG_INT:
    case CFG_ENUM:
        memcpy(field, &integer, sizeof integer);
        break;
    case CFG_FLOAT:
        memcpy(field, number, sizeof number[0]);
        break;
    case CFG_PAIR:
        memcpy(field, number, sizeof number);
        break;
    case CFG_BOOL:
        memcpy(field, &truth, sizeof truth);
        break;
    case CFG_FLAGS:
        memset(field, 0, sizeof(unsigned));
        break;
    case CFG_TEXT:
        memset(field, 0, key->size);
        text_copy(field, key->size, key->missing_text ? key->missing_text : "");
        break;
    case CFG_SIGNAL:
        memset(field, 0, sizeof(struct signal));
        break;
    case CFG_GROUP:
    case CFG_LIST:
    case CFG_LINE:
        break;
    }
}

package dev.roster.drills.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * The response to a call.
 *
 * @param body a missing node where it is no JSON
 * @param pause the seconds of {@code Retry-After}, or none
 */
record Response(Call call, JsonNode body, Duration pause) {}

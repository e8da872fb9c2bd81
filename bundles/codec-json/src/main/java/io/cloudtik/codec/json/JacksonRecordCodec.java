package io.cloudtik.codec.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The api's records by Jackson, with map keys in one order, so that equal records have equal texts. */
@Component
public final class JacksonRecordCodec implements RecordCodec {

    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new ApiTypes())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // Settings hold longs, wherever they come from: the same tree must be equal before and after a journey.
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            // Records say what they are by their components alone; an isReady() is not one of them.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .defaultPropertyInclusion(JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .withConfigOverride(List.class, JacksonRecordCodec::emptyIfMissing)
            .withConfigOverride(Map.class, JacksonRecordCodec::emptyIfMissing)
            .withConfigOverride(String.class, JacksonRecordCodec::emptyIfMissing)
            .withConfigOverride(DataSize.class, JacksonRecordCodec::emptyIfMissing)
            .withConfigOverride(Settings.class, JacksonRecordCodec::emptyIfMissing)
            .build();

    @Activate
    public JacksonRecordCodec() {
        // Nothing to set up; SCR wants a public constructor.
    }

    /** In ASCII: what stands in a file may be read as YAML too, which does not allow every character that JSON does. */
    @Override
    public String encode(Object value) {
        return write(mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII), value);
    }

    @Override
    public String encodePretty(Object value) {
        return write(mapper.writerWithDefaultPrettyPrinter(), value);
    }

    @Override
    public <T> T decode(String json, Class<T> type) {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new PlatformException(Kind.INVALID, "an empty text is no " + type.getSimpleName());
            }
            return value;
        } catch (JsonProcessingException e) {
            // Jackson's own message would quote the text, which may be a secret file; the place is enough.
            JsonLocation where = e.getLocation();
            throw new PlatformException(
                    Kind.INVALID,
                    "the text is no " + type.getSimpleName()
                            + (where == null ? "" : ", see its line " + where.getLineNr() + ", column " + where.getColumnNr()));
        }
    }

    @Override
    public Map<String, Object> toTree(Object value) {
        return mapper.convertValue(value, TREE);
    }

    private static void emptyIfMissing(MutableConfigOverride override) {
        override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new PlatformException(
                    Kind.INTERNAL, "a " + value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }
}

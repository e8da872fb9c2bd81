package io.cloudtik.node;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.TextValue;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.util.Map;

/** Enough of a codec to carry plans and heartbeats through a test. */
public final class TestCodec implements RecordCodec {

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            .registerModule(identifiers())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Override
    public String encode(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String encodePretty(Object value) {
        return encode(value);
    }

    @Override
    public <T> T decode(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new PlatformException(Kind.INVALID, "no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public Map<String, Object> toTree(Object record) {
        return mapper.convertValue(record, new TypeReference<Map<String, Object>>() {});
    }

    private static SimpleModule identifiers() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(TextValue.class, new JsonSerializer<>() {
            @Override
            public void serialize(TextValue value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.value());
            }
        });
        module.setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public JsonDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription description, JsonDeserializer<?> usual) {
                Class<?> type = description.getBeanClass();
                return TextValue.class.isAssignableFrom(type) ? new Identifier(type) : usual;
            }
        });
        return module;
    }

    private static final class Identifier extends JsonDeserializer<Object> {

        private final Class<?> type;

        Identifier(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return type.getConstructor(String.class).newInstance(parser.getText());
            } catch (ReflectiveOperationException e) {
                throw new IOException("no " + type.getSimpleName() + ": " + parser.getText(), e);
            }
        }
    }
}

package io.cloudtik.node.artifact;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * Maven as the user of this machine has set it up: mirrors, proxies, credentials, offline, repositories of active
 * profiles, local repository. Two variables of the container's environment replace what is found: {@code
 * CLOUDTIK_MAVEN_SETTINGS} and {@code CLOUDTIK_MAVEN_REPOSITORY}.
 *
 * @param settings credentials decrypted
 * @param localRepository where Maven keeps what it fetched; may not exist
 */
record MavenConfiguration(Settings settings, Path localRepository) {

    /**
     * @param userHome the home of the person whose Maven it is, which on a local node is not the node's {@code HOME}
     * @throws PlatformException INVALID if a settings file cannot be read
     */
    static MavenConfiguration read(Map<String, String> environment, Path userHome) {
        Path userMaven = userHome.resolve(".m2");
        Path userSettings = Optional.ofNullable(environment.get("CLOUDTIK_MAVEN_SETTINGS"))
                .map(Path::of)
                .orElse(userMaven.resolve("settings.xml"));
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(userSettings.toFile());
        globalSettings(environment).ifPresent(request::setGlobalSettingsFile);
        request.setSystemProperties(properties(environment, userHome));
        try {
            Settings settings = new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings();
            decrypt(settings, userMaven);
            return new MavenConfiguration(settings, localRepository(environment, settings, userMaven));
        } catch (SettingsBuildingException | PlexusCipherException e) {
            throw new PlatformException(
                    Kind.INVALID, "cannot read Maven's settings " + userSettings + ": " + e.getMessage(), e);
        }
    }

    /** The profiles that are active without anybody asking for them. */
    List<Profile> activeProfiles() {
        List<Profile> active = new ArrayList<>();
        for (Profile profile : settings.getProfiles()) {
            boolean byDefault = profile.getActivation() != null && profile.getActivation().isActiveByDefault();
            if (byDefault || settings.getActiveProfiles().contains(profile.getId())) {
                active.add(profile);
            }
        }
        return active;
    }

    /** Without the settings, which hold credentials. */
    @Override
    public String toString() {
        return "MavenConfiguration[" + localRepository + "]";
    }

    private static void decrypt(Settings settings, Path userMaven) throws PlexusCipherException {
        String security = userMaven.resolve("settings-security.xml").toString();
        SettingsDecryptionResult result = new DefaultSettingsDecrypter(
                        new DefaultSecDispatcher(new DefaultPlexusCipher(), Map.of(), security))
                .decrypt(new DefaultSettingsDecryptionRequest(settings));
        settings.setServers(result.getServers());
        settings.setProxies(result.getProxies());
    }

    private static Optional<File> globalSettings(Map<String, String> environment) {
        return Stream.of("MAVEN_HOME", "M2_HOME")
                .map(environment::get)
                .filter(home -> home != null && !home.isEmpty())
                .map(home -> Path.of(home, "conf", "settings.xml"))
                .filter(Files::isReadable)
                .map(Path::toFile)
                .findFirst();
    }

    /** What settings may refer to, as in Maven itself: {@code ${user.home}} and {@code ${env.NAME}}. */
    private static Properties properties(Map<String, String> environment, Path userHome) {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("user.home", userHome.toString());
        environment.forEach((name, value) -> properties.setProperty("env." + name, value));
        return properties;
    }

    private static Path localRepository(Map<String, String> environment, Settings settings, Path userMaven) {
        return Optional.ofNullable(environment.get("CLOUDTIK_MAVEN_REPOSITORY"))
                .or(() -> Optional.ofNullable(settings.getLocalRepository()))
                .map(Path::of)
                .orElse(userMaven.resolve("repository"));
    }
}
